"""The template tags: `{% load sharekit_conversions %}`."""

from __future__ import annotations

from typing import Final

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from sharekit.buttons.context import get_nonce, get_request
from sharekit.buttons.script import is_rendered, render_tag

register = template.Library()

# A browser that goes back would otherwise write what the field had at another visit.
_FIELD: Final = SafeString('<input type="hidden" name="sharekit_token" autocomplete="off">')


@register.simple_tag(takes_context=True)
def conversion_field(context: Context) -> SafeString:
    """Render the hidden field of a form, and the script that fills it: `{% conversion_field %}`.

    It is the same for every reader. The script fills only fields in front of its own element, which
    a comment cannot contain. Where `{% sharekit_script %}` renders nothing, no share can be known,
    so there is no field.
    """
    script = _render_script(context, proof="field")
    return _FIELD + script if script else script


@register.simple_tag(takes_context=True)
def conversion_script(context: Context) -> SafeString:
    """Render the script only, for pages where readers arrive: `{% conversion_script %}`."""
    return _render_script(context)


def _render_script(context: Context, *, proof: str = "") -> SafeString:
    request = get_request(context)
    if not is_rendered(request):
        return SafeString("")
    attributes = {"data-sharekit-carry": proof}
    return render_tag("carry.js", attributes, request=request, nonce=get_nonce(context))
