"""The report that the command line prints: every article's figures."""

from __future__ import annotations

from datetime import datetime

import msgspec

from sharekit.reports.figures.articles.sums import ArticleCounts, list_articles
from sharekit.reports.figures.tips.promising import Promising, list_promising
from sharekit.reports.figures.tips.rising import Rising, has_history, list_rising
from sharekit.reports.period.days import Period
from sharekit.reports.tables.desk import tabulate_promising, tabulate_rising


class CountedArticles(msgspec.Struct, frozen=True):
    """Every article's figures, and the time before which everything is counted.

    `rising` and `promising` are the articles that are going up and those worth pushing, empty in a
    report of one address. `has_history` is false if the first list has nothing to compare with yet,
    None in a report of one address.
    """

    counted_up_to: datetime
    articles: list[ArticleCounts]
    rising: list[Rising] = []
    promising: list[Promising] = []
    has_history: bool | None = None


def build_articles(counted_up_to: datetime, period: Period, *, url: str = "") -> CountedArticles:
    """Return the report over a period, of one address if given.

    Pass a time that was read before, because later counts can only add to the figures. Raises
    `Refused` (400) if `url` is not a valid address.
    """
    articles = list_articles(period, url=url)
    if url:
        return CountedArticles(counted_up_to, articles)
    rising = list_rising(period, now=counted_up_to)
    is_known = bool(rising) or has_history(period, now=counted_up_to)
    return CountedArticles(counted_up_to, articles, rising, list_promising(period), is_known)


def render_json(report: CountedArticles) -> str:
    """Return the report as JSON; times are RFC 3339."""
    articles = [article.flatten() for article in report.articles]
    head = {"counted_up_to": report.counted_up_to, "has_history": report.has_history}
    desk = {
        table.name: list(table.list_rows())
        for table in (tabulate_rising(report.rising), tabulate_promising(report.promising))
    }
    return msgspec.json.encode({**head, "articles": articles, **desk}).decode()
