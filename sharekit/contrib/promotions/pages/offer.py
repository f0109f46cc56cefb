"""Finds a promotion or the advocate of a code, and whether the code leads to an offer."""

from __future__ import annotations

import logging
from typing import Any, Final

from django.db.models import Q
from django.http import HttpRequest

from sharekit import sites
from sharekit.contrib.promotions.models import Advocate, Promotion
from sharekit.contrib.promotions.referring import codes
from sharekit.contrib.promotions.referring.live import Closed, why_closed
from sharekit.nearest import suggest

logger: Final = logging.getLogger("sharekit")


def find_promotion(named: Promotion | str, *, request: HttpRequest | None) -> Promotion | None:
    """Return a promotion by its short name on the request's site; a promotion is returned as is."""
    if isinstance(named, Promotion):
        return named
    found = Promotion.objects.filter(_is_shown(request), slug=named).order_by("pk")
    own = sites.list_names(sites.find_site(request))
    return min(found, key=lambda each: (each.site not in own, each.site), default=None)


def log_unknown(slug: str, *, request: HttpRequest | None) -> None:
    """Log that a template names an unknown promotion, with the nearest one."""
    known = Promotion.objects.filter(_is_shown(request)).values_list("slug", flat=True)
    logger.warning("There is no promotion %.60r on this site. %s", slug, suggest(slug, [*known]))


def find_advocate(given: str, *, request: HttpRequest) -> Advocate | None:
    """Return the advocate of a code as people write it, also one who left or is blocked."""
    # Other texts are looked up, too, so that every answer takes one query.
    found = Advocate.objects.filter(_is_shown(request, "promotion__"), code=codes.parse(given))
    return found.select_related("promotion", "user").first()


def find_user(request: HttpRequest) -> Any | None:
    """Return the user who is logged in, None for visitors."""
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


def _is_shown(request: HttpRequest | None, promotion: str = "") -> Q:
    """Return the condition of promotions that a request sees: all, unless there are several sites.

    One that was written before SITES named several has no site: its codes work at all of them, and
    the doctor asks for its site.
    """
    if len(sites.list_named()) < 2:
        return Q()
    names = sites.list_names(sites.find_site(request))
    return Q(**{f"{promotion}site__in": [*names, ""] if names else []})


def why_invalid(advocate: Advocate | None) -> Closed | None:
    """Return why a code leads to no offer now; all codes that never will have one and the same."""
    if advocate is None or advocate.left_at or advocate.blocked_at or advocate.user is None:
        return Closed.UNKNOWN
    why = why_closed(advocate.promotion)
    return Closed.UNKNOWN if why is Closed.ENDED else why
