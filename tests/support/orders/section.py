"""Counts the orders of an article for its report page."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count

from sharekit.extensions import Section
from sharekit.models import Article
from tests.support.orders.models import Order


def list_orders(
    article: Article, since: date | None, until: date | None
) -> Iterator[tuple[date, int]]:
    """Yield days with their number of orders."""
    orders = Order.objects.filter(identity=article.identity)
    if since:
        orders = orders.filter(at__date__gte=since)
    if until:
        orders = orders.filter(at__date__lte=until)
    by_day = orders.values_list("at__date").annotate(orders=Count("pk"))
    yield from by_day.order_by("at__date")


SECTION = Section(
    heading="Orders from shares",
    meaning="Orders whose visit came by a share. Others may have come by one, too.",
    columns={"day": "Day", "orders": "Orders"},
    list_rows=list_orders,
)
