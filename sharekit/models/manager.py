"""Reads from the database that takes writes."""

from __future__ import annotations

from typing import TypeVar

from django.db import models, router

_Row = TypeVar("_Row", bound=models.Model)


class WriterManager(models.Manager[_Row]):
    """Reads from the database that takes writes: a lagging replica would show events that were
    counted.
    """

    def get_queryset(self) -> models.QuerySet[_Row]:
        """Return the rows of the database that takes writes."""
        return super().get_queryset().using(router.db_for_write(self.model))
