"""What a visitor is about to buy: goods and quantities, in the visitor's session."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.contrib.sessions.backends.base import SessionBase

from demo_site.shop.models import Good

MOST: Final = 20
"""The most of one good that an order may have."""
LONGEST: Final = 11
"""The most characters of a mark: anybody can send anything, and the session keeps no more."""
_GOODS: Final = "basket"
_SHARE: Final = "share"


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
    """The basket of a session, which begins when something is put into the basket."""

    def __init__(self, session: SessionBase) -> None:
        self._session = session
        quantities: dict[str, int] = session.get(_GOODS, {})
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

    @property
    def share(self) -> str:
        """The mark of the shared link by which the visitor came, as the page's form sent it."""
        share: str = self._session.get(_SHARE, "")
        return share

    def add(self, good: Good, *, share: str = "") -> None:
        """Put one more of a good into it, with the mark of the link that led to it."""
        held = sum(line.quantity for line in self if line.good == good)
        self.set(good, held + 1)
        if 0 < len(share) <= LONGEST:
            self._session[_SHARE] = share

    def set(self, good: Good, quantity: int) -> None:
        """Let it hold so many of a good; 0 takes it out."""
        self._lines = [line for line in self if line.good != good]
        if quantity > 0:
            self._lines.append(Line(good, min(quantity, MOST)))
        self._session[_GOODS] = {line.good.slug: line.quantity for line in self}

    def empty(self) -> None:
        """Take everything out."""
        self._lines = []
        self._session.pop(_GOODS, None)
        self._session.pop(_SHARE, None)
