"""The report as comma-separated values: one line for each article."""

from __future__ import annotations

from typing import Final

from sharekit.channels.find import get_all
from sharekit.conf import settings
from sharekit.figures import OF_ARTICLES, OF_CHANNELS
from sharekit.reports.tables.articles import CountedArticles
from sharekit.reports.tables.lines import format_line

_COPIES: Final = ("copy-link", "copy-text")


def render_csv(report: CountedArticles) -> str:
    """Return a header and the figures of articles and their channels, such as `whatsapp.shares`.

    The channels are those that the site's bars show, copies, and any other channel with counts.
    """
    found = {slug for article in report.articles for slug in article.channels}
    known = get_all()
    shown = {*settings.channels, *_COPIES, *found}
    slugs = [*(slug for slug in known if slug in shown), *sorted(found - known.keys())]
    columns = [(slug, count) for slug in slugs for count in OF_CHANNELS]
    lines = [
        format_line(["url", "title", *OF_ARTICLES, *(f"{slug}.{count}" for slug, count in columns)])
    ]
    for article in report.articles:
        counts = [article.counts[count] for count in OF_ARTICLES]
        by_channel = [article.channels.get(slug, {}).get(count, 0) for slug, count in columns]
        lines.append(format_line([article.url, article.title, *counts, *by_channel]))
    return "".join(lines)
