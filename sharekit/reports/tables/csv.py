"""Comma-separated values (RFC 4180), and the report in that format: one line for each article."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import Any, Final

from sharekit.channels.find import get_all
from sharekit.conf import settings
from sharekit.figures import OF_ARTICLES, OF_CHANNELS
from sharekit.reports.tables.articles import CountedArticles

_FORMULA: Final = re.compile(r'(^|[,;|])([ "]*)(?=[=+\-@\uff0b\uff0d\uff1d\uff20])')
"""Where a spreadsheet would compute a cell (https://owasp.org/www-community/attacks/CSV_Injection).

The character that ends a cell depends on the country of the spreadsheet. Japanese ones also compute
the full-width forms of the signs.
"""
_DELIMITER: Final = re.compile("[;|]")
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")

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


def format_line(cells: Iterable[Any]) -> str:
    """Return one line, in which no text can be computed or split by a spreadsheet."""
    harmless = [defuse(cell) if isinstance(cell, str) else cell for cell in cells]
    is_cut = any(isinstance(cell, str) and _DELIMITER.search(cell) for cell in harmless)
    line = io.StringIO()
    writer = csv.writer(line, quoting=csv.QUOTE_NONNUMERIC) if is_cut else csv.writer(line)
    writer.writerow(harmless)
    return line.getvalue()


def defuse(cell: str) -> str:
    """Return a cell's text so that no spreadsheet takes any part of it for a formula.

    Control characters, which would also reach a terminal, become spaces.
    """
    return _FORMULA.sub(r"\1\2'", _CONTROL.sub(" ", cell))
