"""Tables of optional apps, on the report and on the page of an article."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
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


def tabulate_section(name: str, period: Period, article: Article | None) -> Table | None:
    """Return the table of a section; None if no app has it, or not on this page.

    Raises `AppFailed` if the app does.
    """
    section = SECTIONS.get(name)
    if section is None:
        return None
    with _ask(name):
        found = section.list_rows(*_get_where(period, article))
        if found is None:
            return None
        # Read now, because a queryset may fail, and an export must not break off half-way.
        rows = [{column: _read(row[column]) for column in section.columns} for row in found]
        msgspec.json.encode(rows)
    first, *others = section.columns.items()
    numbers = [Column(*column, _format) for column in others]
    return Table(name, [Column(*first, _format, is_text=True), *numbers], rows)


def list_sentences(name: str, period: Period, article: Article | None) -> list[str]:
    """Return the sentences with which a section begins; raise `AppFailed` if its app does."""
    with _ask(name):
        return [str(each) for each in SECTIONS[name].list_sentences(*_get_where(period, article))]


@contextmanager
def _ask(name: str) -> Iterator[None]:
    # An error of the database must not end a transaction of the whole request.
    with call(name), transaction.atomic(using=router.db_for_write(Article)):
        yield


def _get_where(
    period: Period, article: Article | None
) -> tuple[Article | None, date | None, date | None, str]:
    # An article belongs to one site, whatever site the list was limited to.
    return article, period.since, period.until, "" if article else period.site


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
