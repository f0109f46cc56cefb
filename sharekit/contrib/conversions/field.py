"""The field with which a form says through which share its reader came, and the field's script."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sharekit.buttons.script import is_rendered, render_tag

NAME: Final = "sharekit_token"
"""The name of the field."""

_SCRIPT: Final = "carry.js"


def render_field(*, request: HttpRequest | None = None, nonce: object = None) -> SafeString:
    """Return the field, empty, with the script that fills it, the same for every reader.

    Returns "" where `render_script` of sharekit does: no page there knows a share. The script
    believes only fields in front of its own element, because a comment cannot contain a script.
    """
    if not is_rendered(request):
        return SafeString("")
    # A browser that goes back would otherwise write what the field contained at another visit.
    field = format_html('<input type="hidden" name="{}" autocomplete="off">', NAME)
    proof = {"data-sharekit-carry": "field"}
    return field + render_tag(_SCRIPT, proof, request=request, nonce=nonce)


def render_script(*, request: HttpRequest | None = None, nonce: object = None) -> SafeString:
    """Return the script without a field, for pages where readers arrive."""
    if not is_rendered(request):
        return SafeString("")
    return render_tag(_SCRIPT, request=request, nonce=nonce)
