"""Counts orders by day, for reports."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.db.models.functions import TruncDate

from sharekit.extensions import Section
from sharekit.models import Article
from tests.support.sharekit_orders.models import Order


def list_orders(
    article: Article | None,
    since: date | None,
    until: date | None,
    articles: QuerySet[Article] | None,
) -> Iterable[Mapping[str, Any]]:
    """Return days with their number of orders, of one article or of all."""
    orders = Order.objects.all()
    if article:
        orders = orders.filter(site=article.site, identity=article.identity)
    elif articles is not None:
        named = articles.filter(site=OuterRef("site"), identity=OuterRef("identity"))
        orders = orders.filter(Exists(named))
    if since:
        orders = orders.filter(at__date__gte=since)
    if until:
        orders = orders.filter(at__date__lte=until)
    by_day = orders.values(day=TruncDate("at"))
    return by_day.annotate(orders=Count("pk")).order_by("day")


def list_sentences(rows: Sequence[Mapping[str, Any]]) -> Iterable[str]:
    """Return a sentence with the number of all these orders."""
    return [f"Orders in this period: {sum(row['orders'] for row in rows)}."]


SECTION = Section(
    heading="Orders from shares",
    meaning="Orders whose visit came by a share. Others may have come by one, too.",
    columns={"day": "Day", "orders": "Orders"},
    list_rows=list_orders,
    list_sentences=list_sentences,
)
