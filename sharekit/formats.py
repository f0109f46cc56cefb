"""Numbers and days in the format of the reader's language."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.utils import dateformat, timezone
from django.utils.formats import get_format, number_format
from django.utils.translation import get_language, gettext


def format_number(count: float) -> str:
    """Return a whole number with the separators of the reader's language."""
    number = int(count)
    # No language separates fewer than three digits, and a report has a thousand small numbers.
    if -1000 < number < 1000:
        return str(number)
    return number_format(number, use_l10n=True, force_grouping=True)


def format_decimal(number: float, *, places: int) -> str:
    """Return a number with that many decimal places."""
    # Django cuts the decimal places that it does not show.
    return number_format(round(number, places), places, force_grouping=True)


def format_amount(amount: Decimal) -> str:
    """Return an amount with its own decimal places."""
    places = max(-int(amount.as_tuple().exponent), 0)
    return number_format(amount, places, force_grouping=True)


def format_percentage(part: float, *, places: int = 0) -> str:
    """Return a part of 1 as a percentage with that many decimal places."""
    return gettext("%(number)s %%") % {"number": format_decimal(100 * part, places=places)}


def format_time(moment: datetime) -> str:
    """Return a time of the day as `14:03`, in every language."""
    return f"{moment:%H:%M}"


def get_local(moment: datetime) -> datetime:
    """Return a DateTimeField's value in the active time zone."""
    # Without USE_TZ, fields hold times of the site's clock.
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


def format_value(value: Any) -> str:
    """Return a number or a day in the format of the reader's language."""
    if isinstance(value, date):
        return _format_day(value, get_format("SHORT_DATE_FORMAT"), get_language())
    return format_number(value)


@lru_cache(maxsize=1000)
def _format_day(day: date, pattern: str, language: str | None) -> str:
    """Return a day in the active language; the tables of a report have the same days."""
    return dateformat.format(day, pattern)
