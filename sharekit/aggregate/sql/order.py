"""The order in which all workers lock rows."""

from __future__ import annotations

from django.db import connections, router
from django.db.models import F
from django.db.models.expressions import Combinable
from django.db.models.functions import Collate

from sharekit.models import ShareLink


def by_token() -> Combinable:
    """Return the ordering of links by token."""
    return _sort("token")


def by_name() -> list[Combinable]:
    """Return the ordering of articles by name."""
    return [_sort(column) for column in ("site", "identity", "language")]


def _sort(column: str) -> Combinable:
    """Return a column to order by as Python sorts; PostgreSQL's own order may mix the cases."""
    vendor = connections[router.db_for_write(ShareLink)].vendor
    return Collate(column, "C") if vendor == "postgresql" else F(column)
