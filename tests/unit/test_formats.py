"""Numbers and days are written as Django writes them, in every language."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format, number_format

from sharekit.formats import format_number, format_value

NUMBERS = (0, 7, 999, 1000, 12_345, 1_234_567, -1, -999, -1000, 999.9)
DAYS = (date(2026, 1, 31), date(1999, 12, 1))


def test_numbers_and_days_are_those_of_the_active_language() -> None:
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for number in NUMBERS:
                assert format_number(number) == number_format(int(number), force_grouping=True)
            for day in DAYS:
                assert format_value(day) == date_format(day, "SHORT_DATE_FORMAT")
