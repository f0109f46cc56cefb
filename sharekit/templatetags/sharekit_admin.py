"""The tag for the index of an admin: `{% load sharekit_admin %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse

from sharekit.models import MAY_SEE
from sharekit.reports.words.glances import glance

register = template.Library()


@register.inclusion_tag("admin/sharekit/parts/index_card.html", takes_context=True)
def sharekit_card(context: Context) -> dict[str, Any]:
    """Show the last week and the last minutes, to users who may see figures: `{% sharekit_card %}`.

    Without a request, or for other users, it shows nothing.
    """
    request = context.get("request")
    if request is None or not request.user.has_perm(MAY_SEE):
        return {}
    name = "admin:sharekit_report_changelist"
    report = reverse(name, current_app=getattr(request, "current_app", None))
    return {"sentences": glance(), "report": report}
