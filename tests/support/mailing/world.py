"""Makes moments, mails and people, and moves the clock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.utils import timezone

from sharekit.contrib.mails.models import Mail, Message
from sharekit.contrib.mails.moments.registry import MOMENTS, moment
from sharekit.contrib.people import get_person_key
from sharekit.hashes import digest

SHIPPED = "order-shipped"
FIRST_SPRING_MONDAY = datetime(2027, 3, 1, 9, tzinfo=UTC)
_numbers = count(1)


class Clock:
    """A clock that stops, and starts where a test says."""

    def __init__(self, at: datetime | None = None) -> None:
        self._now = at or datetime.now(UTC)

    def now(self) -> datetime:
        return self._now

    def move(self, **by: float) -> None:
        self._now += timedelta(**by)


@contextmanager
def declare_moments() -> Iterator[None]:
    """Declare the moments of a shop, and forget them and all others at the end of the block."""
    before = dict(MOMENTS)
    moment(SHIPPED, "Order was shipped", facts=["order", "first_name"])
    try:
        yield
    finally:
        MOMENTS.clear()
        MOMENTS.update(before)


def make_mail(**columns: Any) -> Mail:
    """Write a mail that is on; a marketing mail has a topic."""
    given: dict[str, Any] = {
        "slug": f"mail-{next(_numbers)}",
        "name": "Your order",
        "moment": SHIPPED,
        "is_on": True,
    }
    if columns.get("kind") == Mail.Kind.MARKETING:
        given["topic"] = "weekly"
    return Mail.objects.create(**given | columns)


def make_message(mail: Mail | None = None, address: str = "", **columns: Any) -> Message:
    """Write a message that is due."""
    number = next(_numbers)
    address = address or f"reader-{number}@mail.example"
    now = timezone.now()
    given = {
        "mail": mail or make_mail(),
        "address": address,
        "person_hash": get_person_key(address),
        "key_hash": digest("test", str(number)),
        "language": "en",
        "due_at": now,
        "expires_at": now + timedelta(days=3),
        "message_id": f"<{number}@news.example>",
    }
    return Message.objects.create(**given | columns)


def make_user(address: str = "reader@mail.example") -> Any:
    return get_user_model().objects.create(username=f"user-{next(_numbers)}", email=address)


def read(row: models.Model) -> Any:
    """Return a row as it is now."""
    return type(row)._default_manager.get(pk=row.pk)
