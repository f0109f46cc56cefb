"""The template tags: `{% load sharekit_conversions %}`."""

from __future__ import annotations

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from sharekit.buttons.context import get_nonce, get_request
from sharekit.contrib.conversions.field import render_field, render_script

register = template.Library()


@register.simple_tag(takes_context=True)
def conversion_field(context: Context) -> SafeString:
    """Render the hidden field of a form, which its script fills: `{% conversion_field %}`."""
    return render_field(request=get_request(context), nonce=get_nonce(context))


@register.simple_tag(takes_context=True)
def conversion_script(context: Context) -> SafeString:
    """Render the script only, for pages where readers arrive: `{% conversion_script %}`."""
    return render_script(request=get_request(context), nonce=get_nonce(context))
