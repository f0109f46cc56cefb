"""Where a site shows a promotion."""

from __future__ import annotations

import msgspec
from django.apps import apps
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from sharekit.contrib.promotions.models import Promotion


class Place(msgspec.Struct, frozen=True):
    """A place by its name, with the code to copy, and what it means there."""

    name: str
    meaning: str
    code: str


def list_places(promotion: Promotion) -> list[Place]:
    """Return where a site shows a promotion."""
    load = "{% load sharekit_promotions %}"
    try:
        page = reverse("sharekit_promotions:promotion", args=[promotion.slug])
    except NoReverseMatch:
        page = _('Add path("r/", include("sharekit.contrib.promotions.urls")) to your URLs.')
    places = [
        Place(
            _("For advocates"),
            _("On the page after an order, or in the customer's account:"),
            f'{load}{{% referral_offer "{promotion.slug}" %}}',
        ),
        Place(
            _("For friends"),
            _("At the checkout, in the form:"),
            f"{load}{{% referral_field %}}",
        ),
        Place(
            _("Without a code"),
            _("The page that explains the promotion:"),
            page,
        ),
    ]
    if apps.is_installed("sharekit.contrib.mails"):
        places.append(
            Place(
                _("In mails"),
                _("In the text of a marketing mail, on a line of its own:"),
                f"{{offer {promotion.slug}}}",
            )
        )
    return places
