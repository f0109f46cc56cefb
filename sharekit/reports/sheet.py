"""The report as comma-separated values (RFC 4180), one line an article."""

from __future__ import annotations

import csv
import io
from typing import Final

from sharekit.channels import CHANNELS
from sharekit.reports.articles import CHANNEL_COUNTS, COUNTS
from sharekit.reports.report import Report

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet compute a cell (https://owasp.org/www-community/attacks/CSV_Injection)."""


def write_sheet(report: Report) -> str:
    """Return a header and the figures of articles and their channels, such as `whatsapp.shares`."""
    found = {slug for article in report.articles for slug in article.channels}
    slugs = [*CHANNELS, *sorted(found - CHANNELS.keys())]
    columns = [(slug, count) for slug in slugs for count in CHANNEL_COUNTS]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["url", "title", *COUNTS, *(f"{slug}.{count}" for slug, count in columns)])
    for article in report.articles:
        counts = [getattr(article, count) for count in COUNTS]
        by_way = [article.channels.get(slug, {}).get(count, 0) for slug, count in columns]
        writer.writerow([defuse(article.url), defuse(article.title), *counts, *by_way])
    return text.getvalue()


def defuse(cell: str) -> str:
    """Return a cell's text so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
