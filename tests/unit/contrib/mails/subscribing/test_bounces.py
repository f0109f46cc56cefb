"""What a mail provider reports by django-anymail."""

from __future__ import annotations

import pytest
from anymail.signals import AnymailTrackingEvent, tracking
from django.apps import apps
from django.dispatch import Signal

from sharekit.contrib.mails.models import Subscription, Suppression
from sharekit.contrib.mails.subscribing.bounces import connect
from tests.unit.contrib.mails.subscribing.making import ADDRESS, make_subscription

pytestmark = pytest.mark.django_db

State = Subscription.State


def report(kind: str, reason: str | None = None, *, recipient: str | None = ADDRESS) -> None:
    event = AnymailTrackingEvent(event_type=kind, reject_reason=reason, recipient=recipient)
    tracking.send(sender=object, event=event, esp_name="Example")


def read_cause() -> str:
    return "".join(Suppression.objects.values_list("cause", flat=True))


@pytest.mark.parametrize(
    ("kind", "reason", "cause", "state"),
    [
        ("bounced", "bounced", "bounce", State.CONFIRMED),
        ("bounced", "invalid", "bounce", State.CONFIRMED),
        ("rejected", "bounced", "bounce", State.CONFIRMED),
        ("complained", None, "complaint", State.STOPPED),
        ("unsubscribed", None, "asked", State.STOPPED),
        # They may pass.
        ("bounced", "blocked", "", State.CONFIRMED),
        ("bounced", None, "", State.CONFIRMED),
        ("rejected", "spam", "", State.CONFIRMED),
        ("deferred", "timed_out", "", State.CONFIRMED),
        ("delivered", None, "", State.CONFIRMED),
    ],
)
def test_a_report_suppresses_or_stops(
    kind: str, reason: str | None, cause: str, state: str
) -> None:
    make_subscription()

    for _ in range(2):
        report(kind, reason, recipient=ADDRESS.title())

    assert (read_cause(), Subscription.objects.get().state) == (cause, state)


@pytest.mark.parametrize("recipient", [None, "", "Anna <anna@example.org>"])
def test_a_report_without_a_plain_address_is_ignored(recipient: str | None) -> None:
    report("bounced", "bounced", recipient=recipient)

    assert read_cause() == ""


def test_a_site_without_anymail_listens_to_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    signal = Signal()
    monkeypatch.setattr("anymail.signals.tracking", signal)
    monkeypatch.setattr(apps, "is_installed", lambda name: False)
    connect()
    assert not signal.has_listeners()

    monkeypatch.undo()
    assert tracking.has_listeners()
