"""Figures of campaign links, rounded down: a link may have gone to one person alone."""

from __future__ import annotations

from typing import Final

from django.db.models import Sum
from django.db.models.expressions import Combinable

STEP: Final = 5
"""Every figure of a campaign link is a multiple of it, wherever it is told or sorted by."""


def round_down(number: int) -> int:
    """Return a number as it may be told."""
    return number - number % STEP


def sum_rounded(count: str) -> Combinable:
    """Return the sum of a column as it may be told, or sorted by."""
    return Sum(count) - Sum(count) % STEP
