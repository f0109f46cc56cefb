"""Rounds down the figures of campaign links: a link may have gone to only one person."""

from __future__ import annotations

from typing import Final

from django.db.models import Sum
from django.db.models.expressions import Combinable

STEP: Final = 5
"""Every shown or sorted figure of a campaign link is a multiple of this."""


def round_down(number: int) -> int:
    """Return a number rounded down for display."""
    return number - number % STEP


def sum_rounded(count: str) -> Combinable:
    """Return the rounded sum of a column, to be shown or sorted by."""
    return Sum(count) - Sum(count) % STEP
