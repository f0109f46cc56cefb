"""Examines the app."""

from collections.abc import Iterator

from sharekit.extensions import Finding
from tests.support.sharekit_orders.models import Order


def examine() -> Iterator[Finding]:
    """Say whether every order has a link."""
    if Order.objects.filter(token="").exists():
        yield Finding("problem", "Some orders have no link.", "Hand the token to record_order.")
    else:
        yield Finding("ok", "All orders have links.")
