"""Comma-separated values (RFC 4180), and the report as such: one line an article."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any, Final

from sharekit.channels import find_all
from sharekit.conf import settings
from sharekit.reports.articles import CHANNEL_COUNTS, COUNTS
from sharekit.reports.report import Report

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet compute a cell (https://owasp.org/www-community/attacks/CSV_Injection)."""

_COPIES: Final = ("copy-link", "copy-text")


def write_sheet(report: Report) -> str:
    """Return a header and the figures of articles and their channels, such as `whatsapp.shares`.

    Channels are those that the site's bars show, copies, and whatever else was counted.
    """
    found = {slug for article in report.articles for slug in article.channels}
    known = find_all()
    shown = {*settings.channels, *_COPIES, *found}
    slugs = [*(slug for slug in known if slug in shown), *sorted(found - known.keys())]
    columns = [(slug, count) for slug in slugs for count in CHANNEL_COUNTS]
    lines = [write_line(["url", "title", *COUNTS, *(f"{slug}.{count}" for slug, count in columns)])]
    for article in report.articles:
        counts = [getattr(article, count) for count in COUNTS]
        by_way = [article.channels.get(slug, {}).get(count, 0) for slug, count in columns]
        lines.append(write_line([article.url, article.title, *counts, *by_way]))
    return "".join(lines)


def write_line(cells: Iterable[Any]) -> str:
    """Return one line, with no text in it that a spreadsheet would compute."""
    line = io.StringIO()
    csv.writer(line).writerow([defuse(cell) if isinstance(cell, str) else cell for cell in cells])
    return line.getvalue()


def defuse(cell: str) -> str:
    """Return a cell's text so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
