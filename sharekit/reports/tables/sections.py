"""Tables of optional apps, on the report and on the page of an article."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import msgspec
from django.db import router, transaction
from django.utils.functional import Promise

from sharekit.extensions import SECTIONS, call
from sharekit.formats import format_amount, format_value
from sharekit.models import Article
from sharekit.reports.period.days import Period
from sharekit.reports.tables.table import Column, Table


class ReadSection(msgspec.Struct, frozen=True):
    """The table of a section, and the sentences before it."""

    table: Table
    sentences: Sequence[str]


def tabulate_section(name: str, period: Period, article: Article | None) -> Table | None:
    """Return the table of a section, as `read_section` does."""
    found = read_section(name, period, article)
    return found.table if found else None


def read_section(name: str, period: Period, article: Article | None) -> ReadSection | None:
    """Return table and sentences of a section; None if no app has it, or not on this page.

    Raises `AppFailed` if the app does.
    """
    section = SECTIONS.get(name)
    if section is None:
        return None
    # The page of an article is about that one, whatever the list was limited to.
    articles = None if article else period.list_articles()
    # An error of the database must not end a transaction of the whole request.
    with call(name), transaction.atomic(using=router.db_for_write(Article)):
        found = section.list_rows(article, period.since, period.until, articles)
        if found is None:
            return None
        # Read now, because a queryset may fail, and an export must not break off half-way.
        given = list(found)
        rows = [{column: _read(row[column]) for column in section.columns} for row in given]
        msgspec.json.encode(rows)
        sentences = [str(sentence) for sentence in section.list_sentences(given)]
    first, *others = section.columns.items()
    numbers = [Column(*column, _format) for column in others]
    table = Table(name, [Column(*first, _format, is_text=True), *numbers], rows)
    return ReadSection(table, sentences)


def _read(value: Any) -> Any:
    """Return a value, a lazy translation as text."""
    return str(value) if isinstance(value, Promise) else value


def _format(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal) and value.is_finite():
        return format_amount(value)
    try:
        return value if isinstance(value, str) else format_value(value)
    except (TypeError, ValueError, OverflowError):
        return str(value)
