"""The moments of the shop: editors choose in the admin which mail each one sends.

Three are announced by orders.py, and one is looked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from demo_site.shop.models import Order
from sharekit.contrib.mails.public import Occasion, happened, moment

TOPIC: Final = "shop"
"""What customers are subscribed to unless they object at the checkout."""
ORDERED: Final = "ordered"
SHIPPED: Final = "shipped"
REVIEWED: Final = "reviewed"
INACTIVE: Final = "inactive"
SILENCE: Final = timedelta(days=28)
_LOOKED_BACK: Final = timedelta(days=2)
"""A customer who has been silent for longer gets no mail."""
_FACTS: Final = ("first_name", "order", "total", "order_url")

moment(ORDERED, _("Somebody ordered"), facts=_FACTS)
moment(SHIPPED, _("A parcel was sent"), facts=_FACTS)
moment(REVIEWED, _("Somebody liked what was in the parcel"), facts=_FACTS)


@moment(INACTIVE, _("Did not order for four weeks"), every="day", facts=["first_name"])
def find_inactive(now: datetime) -> Iterator[Occasion]:
    """Yield customers whose last order was four weeks ago; each silence is one occasion."""
    customers = Order.objects.order_by().values("email")
    silent = customers.annotate(last=Max("placed_at"), name=Max("name")).filter(
        last__gt=now - SILENCE - _LOOKED_BACK, last__lte=now - SILENCE
    )
    for row in silent:
        facts = {"first_name": _find_first(row["name"])}
        yield Occasion(row["email"], f"{row['last']:%Y-%m-%d}", facts)


def announce(slug: str, order: Order) -> None:
    """Announce a moment of an order, in the transaction of what made it happen."""
    happened(slug, order.email, key=order.number, **_describe(order))


def _describe(order: Order) -> dict[str, Any]:
    return {
        "first_name": _find_first(order.name),
        "order": order.number,
        "total": f"€ {order.total}",
        "order_url": order.get_absolute_url(),
    }


def _find_first(name: str) -> str:
    return name.split()[0] if name.split() else ""
