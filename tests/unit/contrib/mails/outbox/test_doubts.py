"""What a dead or paused worker leaves is doubtful, and a doubt is never forgotten."""

from __future__ import annotations

import pytest
from django.core import mail as django_mail

from sharekit.contrib.mails.models import Mail
from sharekit.contrib.mails.outbox import states
from sharekit.contrib.mails.outbox.run import send
from sharekit.contrib.mails.subscribing import permission
from tests.support.mailing.world import Clock, make_mail, make_message, read

pytestmark = pytest.mark.django_db
SERVICE, MARKETING, ALERT = Mail.Kind.SERVICE, Mail.Kind.MARKETING, Mail.Kind.ALERT


def test_a_worker_that_died_leaves_a_doubt_after_ten_minutes(clock: Clock) -> None:
    messages = {kind: make_message(make_mail(kind=kind)) for kind in Mail.Kind}
    for message in messages.values():
        states.claim(message.pk)

    clock.move(minutes=10)
    assert send() == 0
    clock.move(seconds=1)
    send()

    found = {kind: read(message) for kind, message in messages.items()}
    assert {kind: each.state for kind, each in found.items()} == {
        SERVICE: "waiting",
        MARKETING: "unknown",
        ALERT: "unknown",
    }
    assert {each.reason for each in found.values()} == {"interrupted"}
    clock.move(minutes=1)
    assert send() == 1
    assert read(messages[SERVICE]).state == "sent"
    assert [each.extra_headers["Message-ID"] for each in django_mail.outbox] == [
        messages[SERVICE].message_id
    ]


def test_a_worker_that_resumes_after_a_long_pause_changes_only_its_own_attempt(
    clock: Clock,
) -> None:
    service, marketing = make_message(), make_message(make_mail(kind=MARKETING))
    paused = [states.claim(each.pk) for each in (service, marketing)]
    clock.move(minutes=11)
    states.release_abandoned(clock.now())
    clock.move(minutes=1)
    other = states.claim(service.pk)
    assert all(paused) and other

    for message in paused:
        assert message is not None
        states.end(message, "sent")

    assert (read(service).state, read(service).attempts) == ("sending", 2)
    assert read(marketing).state == "sent"
    states.put_back(paused[0], "late")  # type: ignore[arg-type]
    assert read(service).state == "sending"


def test_a_mail_that_was_sent_after_all_is_not_sent_again(clock: Clock) -> None:
    message = make_message()
    paused = states.claim(message.pk)
    clock.move(minutes=11)
    states.release_abandoned(clock.now())
    assert paused is not None and read(message).state == "waiting"

    states.end(paused, "sent")

    clock.move(minutes=1)
    assert send() == 0
    assert read(message).state == "sent"


@pytest.mark.parametrize("reason", ["no-answer", "interrupted", "not-counted"])
def test_a_doubt_stays_whatever_comes_after_it(
    clock: Clock, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    message = make_message(reason=reason, attempts=1)
    monkeypatch.setattr(permission, "find_obstacle", lambda message: "expired")

    send()

    assert (read(message).state, read(message).reason) == ("unknown", "expired")


def test_a_refusal_for_now_does_not_hide_a_doubt(clock: Clock) -> None:
    message = make_message(reason="no-answer", attempts=1)
    claimed = states.claim(message.pk)
    assert claimed is not None

    states.put_back(claimed, "451 4.7.1")

    assert (read(message).state, read(message).reason) == ("waiting", "no-answer")
