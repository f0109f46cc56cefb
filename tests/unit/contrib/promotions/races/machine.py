"""Customers, friends, a shop, a marketer and a clock do anything in any order."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

from django.conf import settings as django_settings
from django.db import transaction
from django.test import override_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from sharekit.contrib.conversions.models import Conversion
from sharekit.contrib.conversions.public import reverse_conversion
from sharekit.contrib.promotions.keeping import PromotionKeeper
from sharekit.contrib.promotions.marketing import advocates as blocking
from sharekit.contrib.promotions.marketing import decisions, running
from sharekit.contrib.promotions.models import Advocate, Promotion, Referral, Reward
from sharekit.contrib.promotions.public import claim, join, leave, qualify
from sharekit.contrib.promotions.settle.run import settle
from tests.unit.contrib.promotions import shop
from tests.unit.contrib.promotions.world import TERMS, Clock, make_promotion, make_user, read

FRIENDS = [f"friend-{number}@mail.example" for number in range(8)]
ADVOCATES = ["one@gmail.com", "other@gmail.com"]
NUMBERS = [f"order-{number}" for number in range(12)]
CARDS = ["card 1", "card 2"]
CHANGES = ["block", "unblock", "leave", "back", "pause", "start"]
HOURS = [1, 12, 31 * 24, 95 * 24]

friends, numbers = st.sampled_from(FRIENDS), st.sampled_from(NUMBERS)
which = st.integers(0, 20)


class Friends(RuleBasedStateMachine):
    """A promotion; each rule may come at any time, also when it makes no sense."""

    clock: Clock

    def __init__(self) -> None:
        super().__init__()
        self.example = transaction.atomic()
        self.example.__enter__()
        shop.vouchers.__init__()  # type: ignore[misc]
        shop.vouchers.before = self.check_call
        self.staff = make_user()
        self.decided: set[int] = set()
        self.suspicious: set[int] = set()
        self.cards: dict[str, set[str]] = {}
        self.paid: dict[int, str] = {}
        self.wrong_calls: list[str] = []

    @initialize(
        columns=st.fixed_dictionaries(
            {
                "hold_days": st.sampled_from([0, 30]),
                "every": st.sampled_from([1, 1, 2]),
                "cap_per_advocate": st.sampled_from([0, 1, 2]),
                "cap_total": st.sampled_from([0, 3]),
                "friend_reward_at": st.sampled_from(Promotion.FriendReward.values),
            }
        ),
        is_atomic=st.booleans(),
    )
    def start(self, columns: dict[str, Any], is_atomic: bool) -> None:
        options = {"ISSUE": shop.ISSUE, "WITHDRAW": shop.WITHDRAW, "ISSUE_ATOMIC": is_atomic}
        given = {**django_settings.SHAREKIT, "PROMOTIONS": options}
        self.override = override_settings(SHAREKIT=given)
        self.override.enable()
        self.is_atomic = is_atomic
        self.promotion = make_promotion(**columns)
        self.users = [make_user(address) for address in ADVOCATES]
        self.advocates = [join(self.promotion, user, terms=TERMS) for user in self.users]
        self.order_as_advocate(ADVOCATES[0], NUMBERS[0], CARDS[0])
        # Some are there from the start, one of them flagged, so that what follows meets them.
        for index, friend, number, card in zip(
            [0, 0, 0, 1], FRIENDS, NUMBERS, [*CARDS, CARDS[1], CARDS[0]], strict=False
        ):
            self.refer(index, friend, number, card)

    def teardown(self) -> None:
        try:
            if hasattr(self, "promotion"):
                self.check_end()
        finally:
            self.example.__exit__(Undone, Undone(), None)
            if hasattr(self, "override"):
                self.override.disable()

    @rule(index=st.integers(0, 1), friend=friends)
    def claim(self, index: int, friend: str) -> None:
        claim(self.advocates[index].code, email=friend, is_new=True)

    @rule(friend=friends, number=numbers, card=st.sampled_from(CARDS))
    def order(self, friend: str, number: str, card: str) -> None:
        before = set(Referral.objects.filter(state="claimed").values_list("pk", flat=True))
        referral = qualify("order", number, email=friend, same=[card], is_new=None)
        if referral is not None and referral.pk in before:
            self.paid[referral.pk] = card
            self.suspect(referral.advocate, card)

    @rule(index=st.integers(0, 1), friend=friends, number=numbers, card=st.sampled_from(CARDS))
    def refer(self, index: int, friend: str, number: str, card: str) -> None:
        self.claim(index, friend)
        self.order(friend, number, card)

    @rule(email=st.sampled_from(ADVOCATES), number=numbers, card=st.sampled_from(CARDS))
    def order_as_advocate(self, email: str, number: str, card: str) -> None:
        qualify("order", f"own-{number}", email=email, same=[card])
        self.cards.setdefault(email, set()).add(card)
        self.suspect(self.advocates[ADVOCATES.index(email)], card)

    def suspect(self, advocate: Advocate, card: str) -> None:
        """Note what waits and was paid by the advocate's card, or by one of two friends."""
        own = advocate.referrals.filter(pk__in=[pk for pk, by in self.paid.items() if by == card])
        email = ADVOCATES[self.advocates.index(advocate)]
        if card in self.cards.get(email, set()) or own.count() > 1:
            waiting = own.filter(state="pending").exclude(pk__in=self.decided)
            self.suspicious.update(waiting.values_list("pk", flat=True))

    @rule(index=which, number=numbers, is_early=st.booleans())
    def reverse(self, index: int, number: str, is_early: bool) -> None:
        referral = None if is_early else pick(Referral, index)
        reverse_conversion("order", referral.order if referral and referral.order else number)

    # Few rules, so that each comes often: what is rare shares one.
    @rule(decision=st.sampled_from(["approve", "approve", "refuse", "try_again"]), index=which)
    def decide(self, decision: str, index: int) -> None:
        row = pick(Reward if decision == "try_again" else Referral, index)
        if row and decision == "try_again":
            decisions.try_again(row)
        elif row and decision == "refuse":
            decisions.refuse(row, by=self.staff)
        elif row and decisions.approve(row, by=self.staff):
            self.decided.add(row.pk)

    @rule(change=st.sampled_from(CHANGES), index=which)
    def change(self, change: str, index: int) -> None:
        advocate, user = self.advocates[index % 2], self.users[index % 2]
        if change in {"block", "unblock"}:
            getattr(blocking, change)(advocate)
        elif change == "leave":
            leave(self.promotion, user)
        elif change == "back":
            assert join(self.promotion, user, terms=TERMS) == advocate
        else:
            getattr(running, change)(self.promotion)

    @rule(fault=st.sampled_from(["one", "many", "late", "used", "prune"]), index=which)
    def disturb(self, fault: str, index: int) -> None:
        keys = sorted(shop.vouchers.valid)
        if fault == "prune":
            PromotionKeeper().prune()
        elif fault == "used" and keys:
            shop.vouchers.used.add(keys[index % len(keys)])
        elif fault == "late" and not self.is_atomic:
            shop.vouchers.late_faults = [TimeoutError()]
        elif fault in {"one", "many"}:
            shop.vouchers.faults = [TimeoutError()] * (1 if fault == "one" else 12)

    @rule(hours=st.sampled_from(HOURS))
    def move(self, hours: int) -> None:
        self.clock.move(hours=hours)

    @rule(days=st.sampled_from([0, 31]))
    def settle(self, days: int) -> None:
        self.clock.move(days=days)
        settle()

    def check_call(self, reward: Reward) -> None:
        """Note a reward that a careful shop would not give: an error here would be ISSUE's."""
        if reward.state != Reward.State.ISSUING:
            return
        referral = read(reward.referral)
        is_early = reward.role == "friend" and self.promotion.friend_reward_at == "claim"
        recorded = Conversion.objects.filter(key_hash=referral.key_hash, state="recorded")
        if not recorded.exists() and not (is_early and referral.key_hash == ""):
            self.wrong_calls.append("without an order")
        if is_early:
            return
        if referral.state != "approved" or referral.hold_until > self.clock.now():
            self.wrong_calls.append("too early")
        if referral.pk in self.suspicious - self.decided:
            self.wrong_calls.append("without a decision")

    @invariant()
    def the_shop_is_asked_only_for_what_is_earned(self) -> None:
        assert self.wrong_calls == []

    @invariant()
    def nobody_has_more_than_one_reward_for_a_referral(self) -> None:
        assert max(Counter(shop.vouchers.valid.values()).values(), default=0) <= 1

    @precondition(lambda self: hasattr(self, "promotion"))
    @invariant()
    def the_caps_hold(self) -> None:
        counted = Reward.objects.filter(counted=True)
        promotion = read(self.promotion)
        assert promotion.rewarded == counted.count()
        assert not promotion.cap_total or promotion.rewarded <= promotion.cap_total
        for advocate in map(read, self.advocates):
            own = counted.filter(role="advocate", referral__advocate=advocate)
            assert advocate.rewarded == own.count()
            cap = promotion.cap_per_advocate
            assert not cap or advocate.rewarded <= cap
        keys = {str(key) for key in counted.values_list("key", flat=True)}
        assert shop.vouchers.valid.keys() <= keys

    def check_end(self) -> None:
        """Let all calls work and time pass: what the shop has given is what the tables say."""
        shop.vouchers.faults, shop.vouchers.late_faults = [], []
        for _ in range(3):
            self.clock.move(hours=13)
            settle()
        for reward in Reward.objects.select_related("referral"):
            is_valid = str(reward.key) in shop.vouchers.valid
            assert is_valid == (reward.state == "issued"), reward.state
            assert reward.state in {"issued", "withdrawn", "failed", "over_limit"}
            has_ended = reward.referral.state not in {"claimed", "pending", "approved"}
            assert not has_ended or reward.state == "withdrawn" or reward.error
        reversed_ = Conversion.objects.filter(state="reversed").values_list("key_hash")
        taken_back = Referral.objects.filter(key_hash__in=reversed_)
        assert not taken_back.filter(state__in=["claimed", "pending", "approved"]).exists()
        late = self.clock.now() - timedelta(days=self.promotion.claim_days)
        assert not Referral.objects.filter(state="claimed", at__lte=late).exists()
        assert not Advocate.objects.exclude(pk__in=[each.pk for each in self.advocates]).exists()


class Undone(Exception):  # noqa: N818
    """Undoes an example."""


def pick(model: Any, index: int) -> Any:
    """Return one of a model's rows, None if there is none."""
    rows = list(model.objects.order_by("pk"))
    return rows[index % len(rows)] if rows else None
