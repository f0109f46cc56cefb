"""What is due is sent in order, by any number of workers, and what may not go is skipped."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as django_mail
from django.db import transaction
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from sharekit.contrib.mails.exceptions import Skip
from sharekit.contrib.mails.models import Mail, Message
from sharekit.contrib.mails.outbox import run, states
from sharekit.contrib.mails.outbox.again import send_again
from sharekit.contrib.mails.outbox.run import send
from sharekit.contrib.mails.signals import message_ended
from sharekit.contrib.mails.subscribing import permission
from sharekit.contrib.mails.writing import letters
from tests.support.mailing.world import Clock, make_mail, make_message, read

pytestmark = pytest.mark.django_db
SERVICE, MARKETING, ALERT = Mail.Kind.SERVICE, Mail.Kind.MARKETING, Mail.Kind.ALERT


def list_receivers() -> list[str]:
    return [each.to[0].partition("@")[0] for each in django_mail.outbox]


def test_only_what_is_due_is_sent_in_the_order_of_its_time(clock: Clock) -> None:
    mail, now = make_mail(), clock.now()
    make_message(mail, "late@mail.example", due_at=now - timedelta(minutes=1))
    make_message(mail, "early@mail.example", due_at=now - timedelta(minutes=2))
    make_message(mail, "next@mail.example", due_at=now + timedelta(minutes=1))

    assert send() == 2
    assert list_receivers() == ["early", "late"]
    clock.move(minutes=1)
    assert send() == 1


def test_service_mails_and_alerts_go_before_a_digest(clock: Clock) -> None:
    digest, alert, service = (make_mail(kind=kind) for kind in (MARKETING, ALERT, SERVICE))
    for number in range(30):
        make_message(digest, f"digest-{number}@mail.example")
    make_message(alert, "alert@mail.example")
    make_message(service, "service@mail.example")

    assert send() == 32
    assert list_receivers()[:3] == ["service", "alert", "digest-0"]


def test_a_clock_that_was_ahead_does_not_stop_marketing(clock: Clock, settings: Settings) -> None:
    settings.SHAREKIT = {**settings.SHAREKIT, "MAILS": {"PER_MINUTE": 3}}
    digest = make_mail(kind=MARKETING)
    clock.move(hours=2)
    for _ in range(3):
        make_message(digest)
    send()
    clock.move(hours=-2)
    make_message(digest)

    assert send() == 1


def test_marketing_goes_out_as_fast_as_the_setting_allows(clock: Clock, settings: Settings) -> None:
    settings.SHAREKIT = {**settings.SHAREKIT, "MAILS": {"PER_MINUTE": 3}}
    digest = make_mail(kind=MARKETING)
    for _ in range(7):
        make_message(digest)
    make_message(make_mail(kind=SERVICE))

    sent = []
    for seconds in (30, 29, 1, 60, 60):
        sent.append(send())
        clock.move(seconds=seconds)

    assert sent == [4, 0, 0, 3, 1]


def test_a_skipped_mail_takes_no_place_of_the_minute(
    clock: Clock, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SHAREKIT = {**settings.SHAREKIT, "MAILS": {"PER_MINUTE": 2}}
    digest = make_mail(kind=MARKETING)
    for number in range(30):
        make_message(digest, f"{number}@mail.example")
    monkeypatch.setattr(
        permission,
        "find_obstacle",
        lambda message: "" if message.address.startswith("29") else "stopped",
    )

    assert send() == 30
    assert Message.objects.filter(state="skipped", reason="stopped").count() == 29
    assert list_receivers() == ["29"]


def test_a_claim_is_committed_before_anything_else_is_looked_up(
    monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    message = make_message()
    seen: list[Message] = []

    def find_obstacle(given: Message) -> str:
        seen.append(read(given))
        return "stopped"

    monkeypatch.setattr(permission, "find_obstacle", find_obstacle)

    send()

    assert [(each.state, each.attempts, each.claimed_at) for each in seen] == [
        ("sending", 1, clock.now())
    ]
    found = read(message)
    assert (found.state, found.reason, found.ended_at) == ("skipped", "stopped", clock.now())
    assert django_mail.outbox == []


@pytest.mark.django_db(transaction=True)
def test_nothing_is_sent_inside_a_transaction() -> None:
    message = make_message()

    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        send()

    assert (read(message).state, django_mail.outbox) == ("waiting", [])


@pytest.mark.parametrize(
    ("error", "state", "reason"),
    [
        (Skip("nothing-new"), "skipped", "nothing-new"),
        (ValueError("No text for\n x@mail.example."), "failed", "No text for …."),
        (ValueError("y" * 300), "failed", "y" * 200),
        (ValueError(), "failed", "ValueError"),
        (KeyError("first_name"), "waiting", "KeyError"),
    ],
)
def test_a_letter_that_cannot_be_written_says_why(
    monkeypatch: pytest.MonkeyPatch, error: Exception, state: str, reason: str
) -> None:
    def write(message: Message) -> Any:
        if message.address.startswith("x@"):
            raise error
        return write_short(message)

    write_short = letters.write
    monkeypatch.setattr(letters, "write", write)
    broken, other = make_message(address="x@mail.example"), make_message()

    assert send() == 2

    assert (read(broken).state, read(broken).reason) == (state, reason)
    assert read(other).state == "sent"


def test_a_line_break_in_the_subject_is_refused() -> None:
    message = make_message(facts={"order": "1\nBcc: all@mail.example"})

    send()

    assert read(message).state == "failed"
    assert "newline" in read(message).reason
    assert django_mail.outbox == []


def test_a_message_whose_person_was_forgotten_is_skipped() -> None:
    message = make_message()
    Message.objects.update(address="")

    send()

    assert (read(message).state, read(message).reason) == ("skipped", "forgotten")


@pytest.mark.parametrize("state", ["sent", "skipped", "failed", "unknown"])
def test_each_end_is_announced_once(
    state: str, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    ended: list[tuple[int, str]] = []

    def note(sender: object, message: Message, **kwargs: object) -> None:
        ended.append((message.pk, message.state))

    message = states.claim(make_message().pk)
    assert message is not None
    message_ended.connect(note)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            states.end(message, state)
            states.end(message, "failed" if state == "sent" else state)
    finally:
        message_ended.disconnect(note)

    assert ended[0] == (message.pk, state)
    assert len(ended) == 1 + (state == "unknown")


def test_a_run_ends_after_a_while_and_when_it_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        make_message()

    assert send(lambda: len(django_mail.outbox) > 0) == 1
    # However long it takes to connect, one mail is sent.
    monkeypatch.setattr(run, "SECONDS", -1)
    assert send() == 1
    assert send(lambda: True) == 0


@pytest.mark.parametrize(
    ("state", "again"),
    [("unknown", True), ("failed", True), ("sent", False), ("skipped", False), ("waiting", False)],
)
def test_a_person_may_send_again_what_is_unknown_or_refused(
    clock: Clock, state: str, again: bool
) -> None:
    message = make_message(
        make_mail(kind=MARKETING),
        state=state,
        reason="no-answer",
        ended_at=clock.now(),
        due_at=clock.now() - timedelta(days=9),
        expires_at=clock.now() - timedelta(days=6),
    )

    assert send_again(message) is again

    found = read(message)
    if again:
        assert (found.state, found.reason, found.ended_at) == ("waiting", "", None)
        assert (found.due_at, found.expires_at) == (clock.now(), clock.now() + timedelta(days=3))
        assert found.message_id == message.message_id
    else:
        assert found.state == state


def test_what_was_emptied_cannot_be_sent_again() -> None:
    message = make_message(state="unknown")
    Message.objects.update(address="")

    assert not send_again(message)


def test_a_message_that_another_worker_claims_first_is_left_to_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    message = make_message()
    first = states.claim(message.pk)

    assert first is not None
    assert states.claim(message.pk) is None
