"""The advocate's panel: join, or the personal link, code and status."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any, Final, NamedTuple

from django.contrib.auth.views import redirect_to_login
from django.db.models import Count, Min, Q
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from sharekit.articles.find import find_key
from sharekit.contrib.promotions.models import Advocate, Promotion, Referral, Reward
from sharekit.contrib.promotions.pages import addresses, share, words
from sharekit.contrib.promotions.pages.offer import (
    find_promotion,
    find_user,
    log_unknown,
)
from sharekit.contrib.promotions.referring.live import Closed, why_closed
from sharekit.contrib.promotions.referring.thanks import COMING

logger: Final = logging.getLogger("sharekit")

MOST_VOUCHERS: Final = 100


class Status(NamedTuple):
    """How many friends joined, wait and were approved, and the rewards of their advocate.

    `next_at` is when the next reward comes, None if that is not known. `vouchers` are the rewards
    that were issued; others are on their way, or were taken back. Openings of the link are not in
    it: they would be receipts of reading.
    """

    joined: int
    waiting: int
    approved: int
    next_at: datetime | None
    coming: int
    taken_back: int
    vouchers: list[str]


def render_panel(named: Promotion | str, *, request: HttpRequest | None) -> SafeString:
    """Return the panel of a promotion or its short name, "" if there is nothing to show.

    That is so without a request, in a draft of a page, for an unknown promotion, and for readers
    who have not joined while friends cannot claim.
    """
    if request is None:
        logger.warning("referral_offer was left out, because the template has no request.")
        return SafeString("")
    promotion = find_promotion(named, request=request)
    if promotion is None:
        log_unknown(str(named), request=request)
        return SafeString("")
    context = _describe(promotion, request)
    if context is None:
        return SafeString("")
    return render_to_string("sharekit_promotions/offer.html", context, request=request)


def count_friends(advocate: Advocate) -> Status:
    """Return what an advocate may know about friends, and the own rewards."""
    states, kinds = Referral.State, Reward.State
    # Older friends came by a deleted account with the same mail address.
    since = advocate.joined_at
    friends = Referral.objects.filter(advocate=advocate, at__gte=since).aggregate(
        joined=Count("pk", filter=Q(state=states.CLAIMED)),
        waiting=Count("pk", filter=Q(state=states.PENDING)),
        approved=Count("pk", filter=Q(state=states.APPROVED)),
    )
    own = {"referral__advocate": advocate, "referral__at__gte": since}
    rewards = Reward.objects.filter(**own, role=Reward.Role.ADVOCATE)
    moving = rewards.aggregate(
        coming=Count("pk", filter=Q(state__in=COMING)),
        taken_back=Count("pk", filter=Q(state__in=(kinds.WITHDRAWING, kinds.WITHDRAWN))),
    )
    issued = rewards.filter(state=kinds.ISSUED).exclude(result="").order_by("-pk")
    vouchers = list(issued.values_list("result", flat=True)[:MOST_VOUCHERS])
    return Status(**friends, **moving, next_at=_find_next(advocate), vouchers=vouchers)


def _find_next(advocate: Advocate) -> datetime | None:
    """Return when the first reward comes of orders that only wait for their time.

    Of several friends for one reward, nobody knows it.
    """
    promotion = advocate.promotion
    is_at_limit = 0 < promotion.cap_per_advocate <= advocate.rewarded
    if promotion.every > 1 or is_at_limit or advocate.blocked_at:
        return None
    waiting = Referral.objects.filter(advocate=advocate, state=Referral.State.PENDING, flags="")
    own = waiting.filter(at__gte=advocate.joined_at)
    found: datetime | None = own.aggregate(first=Min("hold_until"))["first"]
    # The task has not been here yet.
    return max(found, timezone.now()) if found else None


def _describe(promotion: Promotion, request: HttpRequest) -> dict[str, Any] | None:
    """Return what the panel shows, None if it is nothing."""
    key = find_key(promotion, request=request)
    why = why_closed(promotion)
    user = find_user(request)
    of_user = Advocate.objects.filter(promotion=promotion, user=user)
    advocate = of_user.select_related("promotion").first() if user else None
    if key is None or why is Closed.UNKNOWN or (why and advocate is None):
        return None
    page = request.get_full_path()
    state = _find_state(promotion, advocate, user)
    context: dict[str, Any] = {
        "promotion": promotion,
        "closed": words.explain(why) if why else None,
        "terms_url": addresses.find_safe(promotion.terms_url),
        "next": page,
        "state": state,
        "login_url": redirect_to_login(page).url,
        "status": count_friends(advocate) if advocate else None,
        "may_leave": advocate is not None and not advocate.left_at and not advocate.blocked_at,
    }
    if advocate and state == "joined" and not why:
        context |= share.describe(promotion, advocate, key=key, request=request)
        cap = promotion.cap_per_advocate
        context["is_at_limit"] = 0 < cap <= advocate.rewarded
    return context


def _find_state(promotion: Promotion, advocate: Advocate | None, user: Any | None) -> str:
    if user is None:
        return "anonymous"
    if advocate and advocate.blocked_at:
        return "blocked"
    if advocate is None or advocate.left_at:
        return "new"
    # New terms are accepted by the same button.
    return "joined" if advocate.terms_version == promotion.terms_version else "new"
