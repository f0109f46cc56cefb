"""Finds promotions that run, and the advocate whose code a person typed."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from sharekit.contrib.promotions.models import Advocate, Promotion
from sharekit.contrib.promotions.referring import codes
from sharekit.contrib.promotions.settle.conditions import has_place
from sharekit.nearest import suggest

_JOINED: Final[dict[str, Any]] = {"left_at": None, "blocked_at": None, "user__isnull": False}
"""An advocate who takes part. Without an account nobody would get the reward."""


class Closed(Enum):
    """Why friends cannot claim an offer now."""

    UNKNOWN = "unknown"
    """There is no such offer, or it is a secret: it was not announced yet."""
    ENDED = "ended"
    PAUSED = "paused"
    FULL = "full"
    """All its rewards were given, or are promised."""


def is_running(now: datetime) -> Q:
    """Return the condition of a promotion that friends can claim now."""
    started = Q(starts_at=None) | Q(starts_at__lte=now)
    not_over = Q(ends_at=None) | Q(ends_at__gt=now)
    return Q(started, not_over, has_place(), state=Promotion.State.LIVE)


def is_valid(now: datetime) -> Q:
    """Return the condition of an advocate whose code works now, without a join.

    An update with a join would look up its rows first, and then change them whatever they are.
    """
    running = Promotion.objects.filter(is_running(now), pk=OuterRef("promotion_id"))
    return Q(Exists(running), **_JOINED)


def why_closed(promotion: Promotion) -> Closed | None:
    """Return why friends cannot claim a promotion's offer now, None if they can."""
    now = timezone.now()
    state = Promotion.State(promotion.state)
    if state == Promotion.State.DRAFT or (promotion.starts_at and now < promotion.starts_at):
        return Closed.UNKNOWN
    if state == Promotion.State.ENDED or (promotion.ends_at and now >= promotion.ends_at):
        return Closed.ENDED
    if state == Promotion.State.PAUSED:
        return Closed.PAUSED
    # 0 means no limit.
    has_room = not promotion.cap_total or (
        Promotion.objects.filter(has_place(), pk=promotion.pk).exists()
    )
    return None if has_room else Closed.FULL


def why_refused(code: object) -> str:
    """Return why a code does not work: one word for all but "paused" and "full".

    An advocate who takes part may say so to a friend, and the page of the code does, too.
    """
    # Every code takes one query here, so that unknown ones do not differ from blocked ones.
    joined = Advocate.objects.filter(code=codes.parse(code), **_JOINED)
    advocate = joined.select_related("promotion").first()
    why = why_closed(advocate.promotion) if advocate else None
    return why.value if why in {Closed.PAUSED, Closed.FULL} else Closed.UNKNOWN.value


def find_advocate(code: object) -> Advocate | None:
    """Return the advocate of a code that works now, None for any other text."""
    # Unknown codes are looked up like all others, so that the answer takes as long.
    parsed = codes.parse(code)
    found = Advocate.objects.filter(is_valid(timezone.now()), code=parsed)
    return found.select_related("promotion", "user").first()


def find_promotion(promotion: Promotion | str) -> Promotion:
    """Return a promotion by its slug; raise ValueError if there is none, or one on each site."""
    if isinstance(promotion, Promotion):
        return promotion
    found = list(Promotion.objects.filter(slug=promotion)[:2])
    if len(found) == 1:
        return found[0]
    if found:
        raise ValueError(
            f"Several sites have a promotion {promotion!r}: pass the promotion itself."
        )
    slugs = sorted(Promotion.objects.values_list("slug", flat=True))
    raise ValueError(f"There is no promotion {promotion!r}. {suggest(promotion, slugs)}")
