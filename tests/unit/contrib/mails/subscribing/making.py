"""A site with topics, its subscribers, and messages to them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone

from sharekit.contrib.mails.models import Mail, Message, Subscription
from sharekit.contrib.people import get_person_key

ADDRESS = "anna@example.org"
WORDING = "Send me The week in one mail by email."
TOPICS = {"weekly": "The week in one mail", "offers": "Offers"}
SITE = {
    "SITE_URL": "https://news.example",
    "HASH_KEY": "not a secret: for the tests only",
    "MAILS": {
        "TOPICS": TOPICS,
        "IMPRINT": "News, 1 Example Street",
        "FROM": "desk@news.example",
        "MARKETING_FROM": "letters@news.example",
    },
}


class Clock:
    """A clock that only moves when a test says so."""

    def __init__(self) -> None:
        self.set(datetime.now(UTC))

    def set(self, moment: datetime) -> None:
        self._now = moment

    def now(self) -> datetime:
        return self._now

    def move(self, **by: float) -> None:
        self._now += timedelta(**by)


def make_mail(**values: Any) -> Mail:
    """Return a marketing mail to the subscribers of "weekly"."""
    defaults: dict[str, Any] = {
        "slug": f"mail{Mail.objects.count()}",
        "name": "The week",
        "moment": "week",
        "kind": Mail.Kind.MARKETING,
        "topic": "weekly",
        "is_on": True,
    }
    return Mail.objects.create(**defaults | values)


def make_message(mail: Mail | None = None, *, address: str = ADDRESS, **values: Any) -> Message:
    """Return a message that a worker has just claimed."""
    now = timezone.now()
    defaults: dict[str, Any] = {
        "mail": mail or make_mail(),
        "address": address,
        "person_hash": get_person_key(address),
        "key_hash": f"occasion {Message.objects.count()}",
        "language": "en",
        "state": Message.State.SENDING,
        "due_at": now,
        "expires_at": now + timedelta(days=3),
        "claimed_at": now,
        "message_id": f"<{Message.objects.count()}@news.example>",
    }
    return Message.objects.create(**defaults | values)


def make_subscription(**values: Any) -> Subscription:
    """Return a confirmed subscription of Anna."""
    defaults: dict[str, Any] = {
        "topic": "weekly",
        "address": ADDRESS,
        "language": "en",
        "ground": Subscription.Ground.CONSENT,
        "state": Subscription.State.CONFIRMED,
        "wording": WORDING,
        "source": "/story/",
        "asked_at": timezone.now() - timedelta(hours=1),
        "confirmed_at": timezone.now(),
    }
    return Subscription.objects.create(**defaults | values)
