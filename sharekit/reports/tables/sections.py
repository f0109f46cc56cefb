"""Tables of optional apps, on the report and on the page of an article."""

from __future__ import annotations

from typing import Any

import msgspec
from django.db import router, transaction

from sharekit.extensions import SECTIONS, call
from sharekit.formats import format_value
from sharekit.models import Article
from sharekit.reports.period.days import Period
from sharekit.reports.tables.table import Column, Table


def tabulate_section(name: str, period: Period, article: Article | None) -> Table | None:
    """Return the table of a section; None if no app has it, or not on this page.

    Raises `AppFailed` if the app does.
    """
    section = SECTIONS.get(name)
    if section is None:
        return None
    # An article belongs to one site, whatever site the list was limited to.
    site = "" if article else period.site
    # An error of the database must not end a transaction of the whole request.
    with call(name), transaction.atomic(using=router.db_for_write(Article)):
        found = section.list_rows(article, period.since, period.until, site)
        if found is None:
            return None
        # Read now, because a queryset may fail, and an export must not break off half-way.
        rows = [{column: row[column] for column in section.columns} for row in found]
        msgspec.json.encode(rows)
    first, *others = section.columns.items()
    numbers = [Column(*column, _format) for column in others]
    return Table(name, [Column(*first, _format, is_text=True), *numbers], rows)


def _format(value: Any) -> str:
    if value is None:
        return ""
    try:
        return value if isinstance(value, str) else format_value(value)
    except (TypeError, ValueError, OverflowError):
        return str(value)
