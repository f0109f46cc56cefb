"""A clock for what happened weeks ago."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from unittest import mock

from django.utils import timezone


@contextmanager
def moved_clock(to: datetime) -> Iterator[None]:
    """Move the clock of this process, which serves no requests."""
    with mock.patch.object(timezone, "now", lambda: to):
        yield
