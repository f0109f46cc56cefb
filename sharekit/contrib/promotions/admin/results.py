"""What a promotion has brought, and what it may cost at most."""

from __future__ import annotations

from decimal import Decimal

import msgspec
from django.db.models import Count, Q

from sharekit.contrib.promotions.marketing.decisions import list_undecided
from sharekit.contrib.promotions.models import Advocate, Promotion, Referral, Reward
from sharekit.models import ShareLink
from sharekit.reports.figures.rounded.rounding import sum_rounded


class Results(msgspec.Struct, frozen=True):
    """The steps from advocates to rewards, each a number of people or rewards.

    `visits` are those of the promotion's links, each link's rounded down to a multiple of five.
    `cost` is that of the issued rewards, `cost_each` that of a new customer; both are None if the
    promotion has no costs, `cost_each` also before the first approved friend.
    """

    advocates: int
    visits: int
    friends: int
    orders: int
    approved: int
    rewards: int
    to_decide: int
    failed: int
    cost: Decimal | None
    cost_each: Decimal | None


def get_results(promotion: Promotion) -> Results:
    """Return what a promotion has brought until now."""
    state = Referral.State
    counts = Referral.objects.filter(promotion=promotion).aggregate(
        friends=Count("pk"),
        orders=Count("pk", filter=~Q(key_hash="")),
        approved=Count("pk", filter=Q(state=state.APPROVED)),
    )
    rewards = Reward.objects.filter(referral__promotion=promotion)
    issued = rewards.filter(state=Reward.State.ISSUED)
    by_role = dict(issued.values_list("role").annotate(Count("pk")))
    cost = _sum_costs(promotion, by_role)
    approved = counts["approved"]
    undecided = list_undecided().filter(promotion=promotion)
    return Results(
        **counts,
        to_decide=undecided.count(),
        advocates=Advocate.objects.filter(promotion=promotion).count(),
        visits=_count_visits(promotion),
        rewards=sum(by_role.values()),
        failed=rewards.filter(state=Reward.State.FAILED).count(),
        cost=cost,
        cost_each=None if cost is None or not approved else cost / approved,
    )


def get_worst_case(promotion: Promotion) -> Decimal | None:
    """Return the most that all rewards together can cost; None without a limit or costs."""
    costs = [cost for cost in (promotion.friend_cost, promotion.advocate_cost) if cost is not None]
    if not costs or not promotion.cap_total:
        return None
    return max(costs) * promotion.cap_total


def _sum_costs(promotion: Promotion, by_role: dict[str, int]) -> Decimal | None:
    costs = {
        Reward.Role.FRIEND: promotion.friend_cost,
        Reward.Role.ADVOCATE: promotion.advocate_cost,
    }
    known = {role: cost for role, cost in costs.items() if cost is not None}
    if not known:
        return None
    return sum((by_role.get(role, 0) * cost for role, cost in known.items()), Decimal(0))


def _count_visits(promotion: Promotion) -> int:
    links = ShareLink.objects.filter(
        state=ShareLink.State.CAMPAIGN,
        campaign=promotion.slug,
        article__identity=f"{promotion._meta.label_lower}:{promotion.pk}",
    )
    # Each link by itself, so that their sum reveals no more than they do.
    shown = links.annotate(visits=sum_rounded("totals__visits")).values_list("visits", flat=True)
    return sum(visits or 0 for visits in shown)
