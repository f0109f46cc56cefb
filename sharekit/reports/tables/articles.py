"""The report that the command line prints: every article's figures."""

from __future__ import annotations

from datetime import datetime

import msgspec

from sharekit.reports.figures.articles.sums import ArticleCounts, list_articles
from sharekit.reports.period.days import Period


class CountedArticles(msgspec.Struct, frozen=True):
    """Every article's figures, and the time before which everything is counted."""

    counted_up_to: datetime
    articles: list[ArticleCounts]


def build_articles(counted_up_to: datetime, period: Period, *, url: str = "") -> CountedArticles:
    """Return the report over a period, of one address if given.

    Pass a time that was read before, because later counts can only add to the figures. Raises
    `Refused` (400) if `url` is not a valid address.
    """
    return CountedArticles(counted_up_to, list_articles(period, url=url))


def render_json(report: CountedArticles) -> str:
    """Return the report as JSON; times are RFC 3339."""
    articles = [article.flatten() for article in report.articles]
    head = {"counted_up_to": report.counted_up_to}
    return msgspec.json.encode({**head, "articles": articles}).decode()
