"""Each answer of a real mail server ends a message in one way."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

import pytest

from sharekit.contrib.mails.models import Mail, Suppression
from sharekit.contrib.mails.outbox.run import send
from sharekit.contrib.people import get_address_key
from tests.support.mailing.box import MailServer
from tests.support.mailing.world import Clock, make_mail, make_message, read

pytestmark = pytest.mark.django_db
SERVICE, MARKETING, ALERT = Mail.Kind.SERVICE, Mail.Kind.MARKETING, Mail.Kind.ALERT


class End(NamedTuple):
    state: str
    reason: str = ""
    is_taken: bool = False


CERTAIN = {
    "fine": End("sent", is_taken=True),
    "busy": End("waiting", "451 4.7.1"),
    "later": End("waiting", "451 4.3.0"),
    "closing": End("waiting", "421 4.3.2"),
    "drop": End("waiting", "SMTPServerDisconnected"),
    "nobody": End("failed", "550 5.1.1"),
    "policy": End("failed", "550 5.7.1"),
    "sender": End("failed", "550 5.1.8"),
    "plain": End("failed", "550"),
    "spam": End("failed", "554 5.7.1"),
}
DOUBTFUL = {"broken": True, "slow": True, "odd": False}


@pytest.mark.parametrize("kind", [SERVICE, MARKETING, ALERT])
@pytest.mark.parametrize("fault", CERTAIN)
def test_an_answer_with_a_code_is_certain(
    server: MailServer, clock: Clock, fault: str, kind: Mail.Kind
) -> None:
    message = make_message(make_mail(kind=kind), f"{fault}.1@mail.example")

    send()

    end, found = CERTAIN[fault], read(message)
    assert (found.state, found.reason, found.attempts) == (end.state, end.reason, 1)
    taken = [each.message_id for each in server.read()]
    assert taken == [message.message_id] * end.is_taken
    is_over = end.state != "waiting"
    assert found.ended_at == (clock.now() if is_over else None)
    assert found.due_at == (message.due_at if is_over else clock.now() + timedelta(minutes=1))


@pytest.mark.parametrize("kind", [MARKETING, ALERT])
@pytest.mark.parametrize("fault", DOUBTFUL)
def test_marketing_in_doubt_is_unknown_and_never_sent_again(
    server: MailServer, clock: Clock, fault: str, kind: Mail.Kind
) -> None:
    message = make_message(make_mail(kind=kind), f"{fault}.2@mail.example")

    send()
    clock.move(hours=1)
    send()

    found = read(message)
    assert (found.state, found.reason, found.attempts) == ("unknown", "no-answer", 1)
    assert found.ended_at is not None
    assert len(server.read()) == DOUBTFUL[fault]


@pytest.mark.parametrize("fault", ["broken", "odd"])
def test_a_service_mail_in_doubt_is_sent_again_with_its_message_id(
    server: MailServer, clock: Clock, fault: str
) -> None:
    message = make_message(
        address=f"{fault}.3@mail.example", expires_at=clock.now().replace(year=2999)
    )

    for attempt in range(1, 13):
        send()
        found = read(message)
        assert found.attempts == min(attempt, 10)
        assert found.state == ("waiting" if attempt < 10 else "unknown")
        clock.move(hours=6)

    taken = [each.message_id for each in server.read()]
    assert taken == [message.message_id] * (10 * DOUBTFUL[fault])


def test_a_mailbox_that_does_not_exist_gets_nothing_more(server: MailServer, clock: Clock) -> None:
    for fault in ("nobody", "policy", "sender", "plain", "spam"):
        make_message(address=f"{fault}.4@mail.example")

    send()

    suppressed = Suppression.objects.get()
    assert suppressed.address_hash == get_address_key("nobody.4@mail.example")
    assert suppressed.cause == Suppression.Cause.BOUNCE


def test_a_mailbox_that_was_busy_gets_the_mail_later(server: MailServer, clock: Clock) -> None:
    message = make_message(address=f"once-busy.{id(clock)}@mail.example")

    send()
    assert read(message).state == "waiting"
    clock.move(seconds=59)
    assert send() == 0
    clock.move(seconds=1)
    assert send() == 1

    found = read(message)
    assert (found.state, found.reason, found.attempts) == ("sent", "", 2)
    assert len(server.read()) == 1


def test_pauses_grow_and_none_is_longer_than_the_message_is_good_for(
    server: MailServer, clock: Clock
) -> None:
    message = make_message(
        address="busy.5@mail.example", expires_at=clock.now() + timedelta(hours=20)
    )
    pauses = []

    for _ in range(7):
        send()
        pauses.append((read(message).due_at - clock.now()) / timedelta(minutes=1))
        clock.move(minutes=pauses[-1])

    assert pauses == [1, 5, 30, 120, 360, 360, 324]
    assert clock.now() == message.expires_at


def test_others_go_on_after_a_refused_one(server: MailServer, clock: Clock) -> None:
    for number, fault in enumerate(["nobody", "fine", "broken", "fine", "drop", "fine", "closing"]):
        make_message(address=f"{fault}.{number}@mail.example")
    make_message(address="fine.9@mail.example")

    assert send() == 8

    fine = [each.to for each in server.read() if each.to[0].startswith("fine")]
    assert fine == [[f"fine.{number}@mail.example"] for number in (1, 3, 5, 9)]


@pytest.mark.parametrize("kind", [MARKETING, ALERT])
def test_a_line_that_breaks_after_other_mails_leaves_the_same_doubt(
    server: MailServer, clock: Clock, kind: Mail.Kind
) -> None:
    mail = make_mail(kind=kind)
    make_message(mail, "fine.6@mail.example")
    message = make_message(mail, "broken.6@mail.example")

    assert send() == 2

    assert (read(message).state, read(message).reason) == ("unknown", "no-answer")
    taken = [each.to for each in server.read()]
    assert taken == [["fine.6@mail.example"], ["broken.6@mail.example"]]


def test_a_server_that_closes_the_connection_gets_the_next_mail_by_a_new_one(
    server: MailServer, clock: Clock
) -> None:
    make_message(address="closing.7@mail.example")
    message = make_message(address="fine.7@mail.example")

    assert send() == 2

    assert (read(message).state, read(message).attempts) == ("sent", 1)
