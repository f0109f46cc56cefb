"""What a visitor is about to buy: goods and quantities, in the visitor's session."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.http import HttpRequest

from demo_site.shop.models import Good

MOST: Final = 20
"""The most of one good that an order may have."""
_KEY: Final = "basket"


@dataclass(frozen=True)
class Line:
    """A good and how many of it."""

    good: Good
    quantity: int

    @property
    def total(self) -> Decimal:
        """The price of all of them."""
        return self.good.price * self.quantity


class Basket:
    """The basket of a request's session, which begins when something is put into the basket."""

    def __init__(self, request: HttpRequest) -> None:
        self._session = request.session
        quantities: dict[str, int] = self._session.get(_KEY, {})
        goods = Good.objects.filter(slug__in=quantities)
        self._lines = [Line(good, quantities[good.slug]) for good in goods]

    def __iter__(self) -> Iterator[Line]:
        return iter(self._lines)

    def __len__(self) -> int:
        return sum(line.quantity for line in self)

    @property
    def total(self) -> Decimal:
        """The price of all that is in it."""
        return sum((line.total for line in self), Decimal(0))

    def add(self, good: Good) -> None:
        """Put one more of a good into it."""
        held = sum(line.quantity for line in self if line.good == good)
        self.set(good, held + 1)

    def set(self, good: Good, quantity: int) -> None:
        """Let it hold so many of a good; 0 takes it out."""
        self._lines = [line for line in self if line.good != good]
        if quantity > 0:
            self._lines.append(Line(good, min(quantity, MOST)))
        self._session[_KEY] = {line.good.slug: line.quantity for line in self}

    def empty(self) -> None:
        """Take everything out."""
        self._lines = []
        self._session.pop(_KEY, None)
