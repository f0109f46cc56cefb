"""Deletes orders, and shows them to the person who gave them."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from sharekit.extensions import Keeper
from sharekit.models import Article, Withdrawal
from tests.support.sharekit_orders.conf import settings
from tests.support.sharekit_orders.models import Order


def _delete(orders: QuerySet[Order]) -> int:
    return orders.delete()[0]


def delete_old() -> int:
    """Delete the orders whose retention has ended, and return how many."""
    since = timezone.now() - timedelta(days=settings.orders_keep_days)
    return _delete(Order.objects.filter(at__lt=since))


class OrderKeeper(Keeper):
    """Keeps orders for ORDERS_KEEP_DAYS."""

    title = "Orders"

    def prune(self) -> int:
        """Delete old orders."""
        return delete_old()

    def forget_article(self, article: Article) -> int:
        """Delete the orders of an article."""
        return _delete(Order.objects.filter(site=article.site, identity=article.identity))

    def forget_hours(self, hours: Withdrawal) -> int:
        """Delete an article's orders of some hours."""
        article = hours.article
        of_article = Order.objects.filter(site=article.site, identity=article.identity)
        return _delete(of_article.filter(at__gte=hours.since, at__lt=hours.until))

    def forget_link(self, token: str) -> int:
        """Delete the orders of a link."""
        return _delete(Order.objects.filter(token=token))

    def forget_person(self, address: str) -> int:
        """Delete a person's orders."""
        return _delete(Order.objects.filter(address=address))

    def export_person(self, address: str) -> list[dict[str, Any]]:
        """Return a person's orders."""
        orders = Order.objects.filter(address=address)
        return [{"number": each.number, "article": each.identity, "at": each.at} for each in orders]
