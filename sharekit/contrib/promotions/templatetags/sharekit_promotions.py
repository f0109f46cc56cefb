"""The template tags: `{% load sharekit_promotions %}`."""

from __future__ import annotations

import logging
from typing import Final

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from sharekit.buttons.context import get_request
from sharekit.contrib.promotions.models import Promotion
from sharekit.contrib.promotions.pages import carried
from sharekit.contrib.promotions.pages.panel import render_panel
from sharekit.contrib.promotions.referring import codes
from sharekit.contrib.promotions.referring.thanks import describe_order

logger: Final = logging.getLogger("sharekit")

register = template.Library()
register.filter("split_code", codes.format_code)


@register.simple_tag(takes_context=True)
def referral_offer(context: Context, promotion: Promotion | str) -> SafeString:
    """Render the advocate's panel: `{% referral_offer "friends" %}`.

    A reader who is logged in joins there, or finds the personal link and code. It is personal, so
    never cache it. Renders nothing while the promotion is closed to readers who have not joined.
    """
    return render_panel(promotion, request=get_request(context))


@register.simple_tag(takes_context=True)
def referral_field(
    context: Context, *, name: str = carried.FIELD, label: str = "", hint: str = ""
) -> SafeString:
    """Render a text field for a friend's code in an order's form: `{% referral_field %}`.

    Read it as `request.POST["sharekit_code"]` and give it to `claim`. It contains the code that the
    page's address carries (`?ref=`), or that the session keeps.
    """
    request = get_request(context)
    values = {
        "name": name,
        "label": label,
        "hint": hint,
        "value": carried.find_code(request, name=name),
        "is_shown_again": carried.was_sent(request, name=name),
        "longest": carried.LONGEST,
    }
    return render_to_string("sharekit_promotions/field.html", values)


@register.simple_tag
def referral_thanks(goal: str, number: str | int) -> str:
    """Say when a friend's gift comes: `{% referral_thanks "order" order.number %}`.

    Put it on the page of an order. It is empty for an order without a code, and when the gift was
    issued.
    """
    try:
        return describe_order(goal, number)
    except ValueError as error:
        logger.warning("referral_thanks was left out. %s", error)
        return ""
