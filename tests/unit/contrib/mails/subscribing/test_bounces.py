"""What a mail provider reports by django-anymail."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from anymail.signals import AnymailTrackingEvent, tracking
from django.apps import apps
from django.dispatch import Signal
from django.test import Client
from pytest_django import Settings

from sharekit.contrib.mails.models import Subscription, Suppression
from sharekit.contrib.mails.subscribing.bounces import connect
from tests.unit.contrib.mails.subscribing.making import ADDRESS, make_subscription

pytestmark = pytest.mark.django_db

State = Subscription.State


NOBODY = "smtp; 550 5.1.1 No such mailbox"
FULL = "smtp; 552 5.2.2 Mailbox full"
TIME = "2026-11-30T10:00:00Z"


def report(
    kind: str,
    reason: str | None = None,
    *,
    recipient: str | None = ADDRESS,
    response: str | None = None,
) -> None:
    """Report what a provider does that sharekit does not know."""
    event = AnymailTrackingEvent(
        event_type=kind, reject_reason=reason, recipient=recipient, mta_response=response
    )
    tracking.send(sender=object, event=event, esp_name="Example")


def post(path: str, payload: Any) -> None:
    """Send a report as a provider does."""
    headers = {"authorization": f"Basic {b64encode(b'name:password').decode()}"}
    url = f"/anymail/{path}/tracking/"
    answer = Client().post(url, payload, content_type="application/json", headers=headers)
    assert answer.status_code == 200


def report_as(name: str, kind: str, raw: dict[str, Any]) -> None:
    """Report what anymail makes of a message that a provider signs."""
    event = AnymailTrackingEvent(
        event_type="bounced", reject_reason=kind, recipient=ADDRESS, esp_event=raw
    )
    tracking.send(sender=object, event=event, esp_name=name)


def report_brevo(kind: str) -> None:
    post("brevo", {"event": kind, "email": ADDRESS, "ts_epoch": 1700000000000})


def report_postmark(kind: str) -> None:
    raw = {"RecordType": "Bounce", "Type": kind, "Email": ADDRESS, "BouncedAt": TIME}
    post("postmark", raw)


def report_sparkpost(kind: str) -> None:
    event = {"type": "bounce", "bounce_class": kind, "raw_rcpt_to": ADDRESS}
    post("sparkpost", [{"msys": {"message_event": event}}])


def report_mailjet(error: str, *, is_hard: bool) -> None:
    raw = {"event": "bounce", "email": ADDRESS, "hard_bounce": is_hard, "error": error}
    post("mailjet", {**raw, "time": 1700000000})


def report_mailtrap(kind: str) -> None:
    event = {"event": kind, "email": ADDRESS, "timestamp": 1700000000, "message_id": "1"}
    post("mailtrap", {"events": [event]})


def report_ses(kind: str) -> None:
    report_as("Amazon SES", "bounced", {"eventType": "Bounce", "bounce": {"bounceType": kind}})


def report_mailersend(kind: str) -> None:
    report_as("MailerSend", "bounced", {"data": {"type": kind}})


def report_resend(kind: str) -> None:
    report_as("Resend", "bounced", {"data": {"bounce": {"type": kind}}})


def report_mandrill(kind: str) -> None:
    report_as("Mandrill", "", {"event": kind})


def read_cause() -> str:
    return "".join(Suppression.objects.values_list("cause", flat=True))


@pytest.mark.parametrize(
    ("kind", "reason", "cause", "state"),
    [
        ("bounced", "invalid", "bounce", State.CONFIRMED),
        ("rejected", "invalid", "bounce", State.CONFIRMED),
        ("complained", None, "complaint", State.STOPPED),
        ("unsubscribed", None, "asked", State.STOPPED),
        # They may pass, or do not say why.
        ("bounced", "bounced", "", State.CONFIRMED),
        ("rejected", "bounced", "", State.CONFIRMED),
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


@pytest.mark.parametrize(
    ("send", "cause"),
    [
        (partial(report_ses, "Permanent"), "bounce"),
        (partial(report_ses, "Transient"), ""),
        (partial(report_brevo, "hard_bounce"), "bounce"),
        (partial(report_brevo, "invalid_email"), "bounce"),
        (partial(report_brevo, "soft_bounce"), ""),
        (partial(report_postmark, "HardBounce"), "bounce"),
        (partial(report_postmark, "BadEmailAddress"), "bounce"),
        (partial(report_postmark, "SoftBounce"), ""),
        (partial(report_sparkpost, "10"), "bounce"),
        (partial(report_sparkpost, "30"), "bounce"),
        (partial(report_sparkpost, "22"), ""),
        (partial(report_sparkpost, "70"), ""),
        (partial(report_mailjet, "user unknown", is_hard=True), "bounce"),
        (partial(report_mailjet, "quota exceeded", is_hard=False), ""),
        (partial(report_mailtrap, "bounce"), "bounce"),
        (partial(report_mailtrap, "soft bounce"), ""),
        (partial(report_mailersend, "hard_bounced"), "bounce"),
        (partial(report_mailersend, "soft_bounced"), ""),
        (partial(report_resend, "Permanent"), "bounce"),
        (partial(report_resend, "Transient"), ""),
        (partial(report_mandrill, "hard_bounce"), "bounce"),
        (partial(report_mandrill, "soft_bounce"), ""),
        (partial(report_as, "Postmark", "bounced", {}), ""),
        (partial(report_as, "Resend", "bounced", {"data": {"bounce": None}}), ""),
        (partial(report_as, "Brevo", "bounced", {"event": ["hard_bounce"]}), ""),
        (partial(report, "bounced", "bounced", response=NOBODY), "bounce"),
        (partial(report, "bounced", "bounced", response=FULL), ""),
        (partial(report, "bounced", "bounced", response="550 15.1.12 5.1.11"), ""),
    ],
)
def test_only_a_mailbox_that_does_not_exist_gets_nothing_more(
    send: Callable[[], None], cause: str, settings: Settings
) -> None:
    settings.ANYMAIL = {"WEBHOOK_SECRET": "name:password"}

    send()

    assert read_cause() == cause


@pytest.mark.parametrize("recipient", [None, "", "Anna <anna@example.org>"])
def test_a_report_without_a_plain_address_is_ignored(recipient: str | None) -> None:
    report("bounced", "invalid", recipient=recipient)

    assert read_cause() == ""


def test_a_site_without_anymail_listens_to_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    signal = Signal()
    monkeypatch.setattr("anymail.signals.tracking", signal)
    monkeypatch.setattr(apps, "is_installed", lambda name: False)
    connect()
    assert not signal.has_listeners()

    monkeypatch.undo()
    assert tracking.has_listeners()
