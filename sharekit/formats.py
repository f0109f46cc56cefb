"""Formats of numbers for people, in the language of the reader."""

from __future__ import annotations

from django.utils.formats import number_format


def format_number(count: int) -> str:
    """Return a whole number with the separators of the reader's language."""
    return number_format(count, use_l10n=True, force_grouping=True)
