"""The orders of six weeks, some by shared links, some by friends of advocates."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain
from typing import Final

from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction

from demo_site.shop.basket import Basket
from demo_site.shop.models import Good, Order
from demo_site.shop.orders import place_order, refund, ship
from demo_site.shop.sample.clock import moved_clock
from demo_site.shop.sample.offer import PROMOTION
from demo_site.shop.sample.people import MIRA, Person, invent_people
from demo_site.shop.sample.shares import Share
from sharekit.contrib.conversions.credit.credit import credit
from sharekit.contrib.promotions.models import Promotion
from sharekit.contrib.promotions.public import claim, join
from sharekit.contrib.promotions.settle.run import settle

DAYS: Final = 42
_ORDERS_A_DAY: Final = (1, 5)
_BY_SHARE: Final = 0.55
"""How many orders come by a shared link; a real shop would like to have as many."""
_SHARED_FOR: Final = timedelta(days=4)
"""How long a link leads to orders."""
_SHIPPED_AFTER: Final = timedelta(days=2)
_ADVOCATES: Final = {
    40: "36 33r 30 12 5",
    38: "31 22 9",
    35: "25 24r 16",
    30: "21 3",
    26: "11s 2",
    20: "6 6 6 6 6 6 6",
    12: "8c 4",
    8: "1c",
}
"""How many days ago somebody joined, and their friends ordered: 'r' orders that were refunded after
17 days, 's' a friend in the advocate's household, 'c' one who has claimed and not ordered yet."""
_REFUNDED_AFTER: Final = timedelta(days=17)

Step = Callable[[], object]


class Season:
    """What happens until a moment, planned first and then lived in its order."""

    def __init__(self, shares: list[Share], chance: random.Random, *, until: datetime) -> None:
        self._shares = shares
        self._chance = chance
        self._until = until
        self._people = invent_people(chance)
        self._goods = list(Good.objects.all())
        self._steps: list[tuple[datetime, Step]] = []

    def live(self) -> None:
        """Let all of it happen, each at its time."""
        self._plan_customers()
        people = chain([MIRA], self._people)
        for (ago, friends), person in zip(_ADVOCATES.items(), people, strict=False):
            self._plan_advocate(person, self._ago(ago), friends.split())
        self._steps.sort(key=lambda planned: planned[0])
        for ago in range(DAYS - 7, -7, -7):
            self._live_until(self._until - timedelta(days=ago))

    def _live_until(self, end: datetime) -> None:
        with transaction.atomic():
            while self._steps and self._steps[0][0] <= end:
                at, step = self._steps.pop(0)
                with moved_clock(at):
                    step()
        # What staff and the worker would have done in the meantime.
        with moved_clock(end):
            for order in Order.objects.filter(placed_at__lt=end - _SHIPPED_AFTER):
                ship(order)
            settle()
            credit()

    def _plan_customers(self) -> None:
        for ago in range(DAYS, 0, -1):
            for _ in range(self._chance.randint(*_ORDERS_A_DAY)):
                at = self._ago(ago)
                self._plan_order(next(self._people), at, share=self._choose_share(at))

    def _plan_advocate(self, person: Person, at: datetime, friends: list[str]) -> None:
        codes: list[str] = []

        def become_advocate() -> None:
            user = person.sign_up(password="demo" if person is MIRA else None)
            advocate = join(PROMOTION, user, terms=Promotion.objects.get().terms_version)
            codes.append(str(advocate.code))
            # sharekit learns the household from the orders of advocates.
            self._order(person, user=user)

        self._plan(at, become_advocate)
        for friend in friends:
            self._plan_friend(friend, codes, advocate=person)

    def _plan_friend(self, friend: str, codes: list[str], *, advocate: Person) -> None:
        at = self._ago(int(friend.rstrip("rsc")))
        person = next(self._people)
        if friend.endswith("c"):
            self._plan(at, lambda: claim(codes[0], email=person.email, is_new=True))
            return
        if friend.endswith("s"):
            person = replace(person, address=advocate.address)
        back = at + _REFUNDED_AFTER if friend.endswith("r") else None
        self._plan_order(person, at, codes=codes, refunded_at=back)

    def _plan_order(
        self,
        person: Person,
        at: datetime,
        *,
        share: str = "",
        codes: list[str] | None = None,
        refunded_at: datetime | None = None,
    ) -> None:
        orders: list[Order] = []

        def place() -> None:
            code = codes[0] if codes else ""
            orders.append(self._order(person, share=share, code=code))

        self._plan(at, place)
        if refunded_at:
            self._plan(refunded_at, lambda: refund(orders[0]))

    def _order(
        self, person: Person, *, share: str = "", code: str = "", user: User | None = None
    ) -> Order:
        basket = Basket(SessionStore())
        goods = self._chance.choices(self._goods, weights=(5, 3, 2), k=self._chance.randint(1, 2))
        for good in goods:
            basket.add(good, share=share)
        return place_order(basket, person.form, user=user, code=code)

    def _choose_share(self, at: datetime) -> str:
        recent = [each.token for each in self._shares if at - _SHARED_FOR < each.at < at]
        return self._chance.choice(recent) if recent and self._chance.random() < _BY_SHARE else ""

    def _ago(self, days: int) -> datetime:
        """Return a moment of the day so many days ago."""
        return (
            self._until - timedelta(days=days) + timedelta(seconds=self._chance.randrange(40_000))
        )

    def _plan(self, at: datetime, step: Step) -> None:
        if at <= self._until:
            self._steps.append((at, step))
