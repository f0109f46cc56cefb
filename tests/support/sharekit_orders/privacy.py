"""Says what the app stores, and why."""

from sharekit.extensions import Choice, Inventory, Item, Stored
from tests.support.sharekit_orders.conf import settings
from tests.support.sharekit_orders.models import Order


def for_orders() -> str:
    """Return how long orders are kept."""
    return f"{settings.orders_keep_days} days"


INVENTORY = Inventory(
    tables={
        Order: Stored(
            name="Orders",
            meaning="Orders that came by a share.",
            limit=for_orders,
            reasons={
                "id": "The row's number",
                "number": "The shop's number, to count an order once",
                "site": "The host of the article's site, to recognise it",
                "identity": "The article that led to it",
                "token": "The mark of the link that led to it",
                "address": "The customer's mail address",
                "at": "When it came, to delete it in time",
            },
        )
    },
    list_choices=lambda: [Choice("ORDERS", "all", "Every order is kept.")],
    list_device=lambda: [Item("sharekit:order", "The mark of the last link", "7 days")],
    list_outside=lambda: ["The shop keeps its orders as long as the law says."],
)
