"""The template tag: `{% load sharekit_cms %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from sharekit.contrib.cms.shown import find_shown

register = template.Library()


@register.simple_tag(takes_context=True)
def shown_article(context: Context) -> Any:
    """Return what the page shows, None on an error page: `{% shown_article as article %}`."""
    request = context.get("request")
    return (find_shown(request, context) or None) if request else None
