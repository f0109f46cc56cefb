"""Sums over many groups."""

from __future__ import annotations

from typing import Any

from django.db.models import BigIntegerField, FloatField, Q, Sum
from django.db.models.functions import Cast


def sum_up(count: Any, *, where: Q | None = None) -> Cast:
    """Return the sum of a column or expression, exact up to 2^53.

    PostgreSQL sums bigints as numerics; with ten thousand groups that takes five times as long.
    """
    return Cast(Sum(Cast(count, FloatField()), filter=where), BigIntegerField())
