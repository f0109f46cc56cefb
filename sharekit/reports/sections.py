"""Tables of optional apps on the report page of an article."""

from __future__ import annotations

from typing import Any

from sharekit.extensions import SECTIONS
from sharekit.models import Article
from sharekit.reports.period import Period
from sharekit.reports.tables import Column, Table, format_value


def tabulate_section(name: str, period: Period, article: Article) -> Table | None:
    """Return the table of a section; None if there is no section of that name."""
    section = SECTIONS.get(name)
    if section is None:
        return None
    first, *others = section.columns.items()
    columns = [
        Column(*first, _format, is_text=True),
        *(Column(*column, _format) for column in others),
    ]
    return Table(name, columns, section.list_rows(article, period.since, period.until))


def _format(value: Any) -> str:
    return value if isinstance(value, str) else format_value(value)
