"""Tests who may get a mail now, and why others may not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from sharekit.contrib.mails.editing.audience import count
from sharekit.contrib.mails.subscribing.suppression import suppress
from tests.unit.contrib.mails.editing.making import make_row, subscribe
from tests.unit.contrib.mails.writing.reading import make_mail

pytestmark = pytest.mark.django_db


def test_each_subscriber_is_counted_once_with_a_reason() -> None:
    mail = make_mail("Hello", kind="marketing")
    subscribe("confirmed", "confirmed", "asked", "asked", "stopped")
    subscribe("confirmed", topic="daily")
    bounced, capped, both = subscribe("confirmed", "confirmed", "confirmed")
    for row in (bounced, both):
        suppress(row.address, "bounce")
    for row in (capped, both):
        for _ in range(2):
            make_row(mail, "sent", address=row.address)

    audience = count(mail)

    assert (audience.everybody, audience.allowed) == (8, 2)
    assert [(reason.people, str(reason.sentence)) for reason in audience.reasons] == [
        (2, "The person has not confirmed the subscription."),
        (2, "The mailbox does not exist."),
        (1, "The person stopped the subscription."),
        (1, "The person got the most marketing mails that the setting CAP allows."),
    ]


def test_mails_of_last_week_do_not_count() -> None:
    mail = make_mail("Hello", kind="marketing")
    (row,) = subscribe("confirmed")
    for _ in range(2):
        make_row(mail, "sent", address=row.address, claimed_at=timezone.now() - timedelta(days=8))

    assert (count(mail).allowed, count(mail).reasons) == (1, [])
