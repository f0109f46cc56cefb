"""Numbers and days in the format of the reader's language."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.formats import date_format, number_format


def format_number(count: int) -> str:
    """Return a whole number with the separators of the reader's language."""
    return number_format(count, use_l10n=True, force_grouping=True)


def format_value(value: Any) -> str:
    """Return a number or a day in the format of the reader's language."""
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    return format_number(value)
