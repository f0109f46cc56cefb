"""Orders that come by shares, and what is known about them afterwards."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db.models import F
from django.utils import timezone

from sharekit.contrib.conversions.credit.credit import credit
from sharekit.contrib.conversions.models import Conversion, ConversionTotal, ShareRelease, ShareSum
from sharekit.contrib.conversions.public import record_conversion
from sharekit.keys import ArticleKey
from sharekit.models import Article, ShareLink
from tests.support.traffic import SWIFTS

BY_READER = "w1111111111"
CAMPAIGN = "e7777777777"
State = ShareLink.State


def put_article(key: ArticleKey = SWIFTS) -> Article:
    """Return the row of an article."""
    named = {"url": key.address, "title": key.title}
    return Article.objects.get_or_create(**key.columns, defaults=named)[0]


def put_link(
    token: str = BY_READER, *, article: ArticleKey = SWIFTS, state: State = State.RECORDED
) -> ShareLink:
    """Return a new link of an article: through email if the site created it."""
    is_campaign = state == State.CAMPAIGN
    return ShareLink.objects.create(
        token=token,
        article=put_article(article),
        channel="email" if is_campaign else "whatsapp",
        campaign="May" if is_campaign else "",
        state=state,
        at=timezone.now(),
    )


def order(*numbers: int, token: object = BY_READER, value: Any = 10) -> None:
    """Record orders in euros."""
    for number in numbers:
        record_conversion("order", number, token=token, value=value, currency="EUR")


def order_and_credit(*numbers: int, **more: Any) -> None:
    """Record orders, and credit them."""
    order(*numbers, **more)
    credit()


def pass_hours(hours: float) -> None:
    """Let so many hours pass for what was recorded."""
    Conversion.objects.update(at=F("at") - timedelta(hours=hours))


def count_exactly() -> Counter[str]:
    """Return the exact number of conversions by share: article, channel and link."""
    return Counter(
        {_name(row): row.conversions for row in ShareSum.objects.all() if row.conversions}
    )


def count_released() -> Counter[str]:
    """Return the numbers that reports show."""
    found: Counter[str] = Counter()
    for row in ShareRelease.objects.select_related("sum"):
        found[_name(row.sum)] += row.conversions
    return found


def _name(row: ShareSum) -> str:
    article = f"article {row.article.title}" if row.article else ""
    parts = [article, row.channel, row.link.campaign if row.link else ""]
    return ", ".join(filter(None, parts)) or "all"


def get_total() -> tuple[Any, ...]:
    """Return all conversions, those that were reversed, and the value of the others."""
    rows = ConversionTotal.objects.all()
    value = sum((row.value for row in rows), Decimal(0))
    return sum(row.conversions for row in rows), sum(row.reversed for row in rows), value
