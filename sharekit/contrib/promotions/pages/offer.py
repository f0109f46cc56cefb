"""Finds a promotion or the advocate of a code, and whether the code leads to an offer."""

from __future__ import annotations

import logging
from typing import Any, Final

from django.http import HttpRequest

from sharekit import sites
from sharekit.conf import settings
from sharekit.contrib.promotions.models import Advocate, Promotion
from sharekit.contrib.promotions.referring import codes
from sharekit.contrib.promotions.referring.live import Closed, why_closed
from sharekit.nearest import suggest

logger: Final = logging.getLogger("sharekit")


def find_promotion(named: Promotion | str, *, request: HttpRequest | None) -> Promotion | None:
    """Return a promotion by its short name on the request's site; a promotion is returned as is."""
    if isinstance(named, Promotion):
        return named
    return Promotion.objects.filter(slug=named, site=get_site(request)).first()


def log_unknown(slug: str, *, request: HttpRequest | None) -> None:
    """Log that a template names an unknown promotion, with the nearest one."""
    known = Promotion.objects.filter(site=get_site(request)).values_list("slug", flat=True)
    logger.warning("There is no promotion %.60r on this site. %s", slug, suggest(slug, [*known]))


def find_advocate(given: str, *, request: HttpRequest) -> Advocate | None:
    """Return the advocate of a code as people write it, also one who left or is blocked."""
    # Other texts are looked up, too, so that every answer takes one query.
    found = Advocate.objects.filter(code=codes.parse(given), promotion__site=get_site(request))
    return found.select_related("promotion", "user").first()


def find_user(request: HttpRequest) -> Any | None:
    """Return the user who is logged in, None for visitors."""
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


def get_site(request: HttpRequest | None) -> str:
    """Return the site whose promotions a request sees: "" unless SITES names several."""
    return sites.find_site(request) if len(set(settings.sites.values())) > 1 else ""


def why_invalid(advocate: Advocate | None) -> Closed | None:
    """Return why a code leads to no offer now; all codes that never will have one and the same."""
    if advocate is None or advocate.left_at or advocate.blocked_at or advocate.user is None:
        return Closed.UNKNOWN
    why = why_closed(advocate.promotion)
    return Closed.UNKNOWN if why is Closed.ENDED else why
