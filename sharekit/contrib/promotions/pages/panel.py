"""The advocate's panel: join, or the personal link, code and status."""

from __future__ import annotations

import logging
from typing import Any, Final, NamedTuple

from django.contrib.auth.views import redirect_to_login
from django.db.models import Count, Q
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from sharekit.articles.find import find_key
from sharekit.contrib.promotions.models import Advocate, Promotion, Referral, Reward
from sharekit.contrib.promotions.pages import addresses, share, words
from sharekit.contrib.promotions.pages.offer import (
    Closed,
    find_promotion,
    find_user,
    log_unknown,
    why_closed,
)

logger: Final = logging.getLogger("sharekit")

MOST_VOUCHERS: Final = 100


class Status(NamedTuple):
    """How many friends joined, wait and were rewarded, and the vouchers of their advocate.

    Openings of the link are not in it: they would be receipts of reading.
    """

    joined: int
    waiting: int
    rewarded: int
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
    """Return what an advocate may know about friends."""
    states = Referral.State
    counts = Referral.objects.filter(advocate=advocate).aggregate(
        joined=Count("pk", filter=Q(state=states.CLAIMED)),
        waiting=Count("pk", filter=Q(state=states.PENDING)),
        rewarded=Count("pk", filter=Q(state=states.APPROVED)),
    )
    vouchers = (
        Reward.objects.filter(
            referral__advocate=advocate, role=Reward.Role.ADVOCATE, state=Reward.State.ISSUED
        )
        .exclude(result="")
        .order_by("-pk")
        .values_list("result", flat=True)
    )
    return Status(**counts, vouchers=list(vouchers[:MOST_VOUCHERS]))


def _describe(promotion: Promotion, request: HttpRequest) -> dict[str, Any] | None:
    """Return what the panel shows, None if it is nothing."""
    key = find_key(promotion, request=request)
    why = why_closed(promotion)
    user = find_user(request)
    of_user = Advocate.objects.filter(promotion=promotion, user=user)
    advocate = of_user.first() if user else None
    if key is None or why is Closed.UNKNOWN or (why and advocate is None):
        return None
    page = request.get_full_path()
    context: dict[str, Any] = {
        "promotion": promotion,
        "closed": words.explain(why) if why else None,
        "terms_url": addresses.find_safe(promotion.terms_url),
        "next": page,
        "state": _find_state(advocate, user),
        "login_url": redirect_to_login(page).url,
        "status": count_friends(advocate) if advocate else None,
        "may_leave": advocate is not None and not advocate.left_at and not advocate.blocked_at,
    }
    if advocate and context["may_leave"] and not why:
        context |= share.describe(promotion, advocate, key=key, request=request)
        cap = promotion.cap_per_advocate
        context["is_at_limit"] = 0 < cap <= advocate.rewarded
    return context


def _find_state(advocate: Advocate | None, user: Any | None) -> str:
    if user is None:
        return "anonymous"
    if advocate and advocate.blocked_at:
        return "blocked"
    return "new" if advocate is None or advocate.left_at else "joined"
