"""What WhatsApp reports beside messages: statuses, trouble, colleagues and other apps."""

from __future__ import annotations

import pytest

from sharekit.contrib.bots.platforms.events import Echo, Handed, Ignored, Status, Trouble
from sharekit.contrib.bots.platforms.verdicts import Refused, Wait
from tests.unit.contrib.bots.platforms.test_whatsapp import (
    IDENTITY,
    KNOWN,
    NUMBER,
    make,
    read_one,
)


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("sent", "sent"),
        ("delivered", "delivered"),
        ("read", "delivered"),
        ("played", "delivered"),
        ("failed", "failed"),
    ],
)
def test_a_status_says_what_became_of_a_message_and_not_that_it_was_read(
    status: str, state: str
) -> None:
    given = {"id": "wamid.O", "status": status, "timestamp": "1796040003"}
    event = read_one({"statuses": [given | {"biz_opaque_callback_data": "o.9f"}]})

    assert event == Status(
        account="shop",
        name=f"wamid.O.{state}",
        sent_at=1796040003_000,
        message="wamid.O",
        state=state,  # type: ignore[arg-type]
        mark="o.9f",
    )
    assert status == state or status not in repr(event)


def test_a_failed_status_says_why() -> None:
    details = {"details": "More than 24 hours have passed"}
    errors = [{"code": 131047, "title": "Re-engagement message", "error_data": details}]
    given = {"id": "wamid.O", "status": "failed", "timestamp": "1796040003"}

    event = read_one({"statuses": [given | {"errors": errors}]})
    assert isinstance(event, Status)
    assert event.verdict == Refused("late", "131047", "More than 24 hours have passed")

    event = read_one({"statuses": [given | {"errors": [{"code": 999999, "title": "New"}]}]})
    assert isinstance(event, Status)
    assert event.verdict == Refused("message", "999999", "New")

    event = read_one({"statuses": [given | {"status": "warned"}]})
    assert isinstance(event, Ignored)


def test_trouble_of_the_account_is_an_event() -> None:
    event = read_one({"errors": [{"code": 130429, "title": "Rate limit hit"}]})

    assert isinstance(event, Trouble)
    assert event.verdict == Wait("130429", concerns="account")


def test_an_answer_of_the_owner_is_an_echo() -> None:
    echo = {"from": "4930550000001", "to": NUMBER, "id": "wamid.E", "timestamp": "1796040000"}
    text = {"type": "text", "text": {"body": "I am on it"}}

    event = read_one({"message_echoes": [echo | text]}, field="smb_message_echoes")
    assert isinstance(event, Echo)
    assert (event.name, event.text, event.person.address) == ("wamid.E", "I am on it", NUMBER)

    event = read_one({"message_echoes": [echo | {"type": "image"}]}, field="smb_message_echoes")
    assert isinstance(event, Echo)
    assert event.text == ""


def test_a_copy_for_another_app_is_not_to_be_answered() -> None:
    event = read_one(make(type="text", text={"body": "Hello"}), field="standby")

    assert isinstance(event, Handed)
    assert (event.is_ours, event.person) == (False, KNOWN)


@pytest.mark.parametrize(("kind", "is_ours"), [("control_passed", True), ("control_taken", False)])
def test_a_handover_says_whose_the_conversation_is(kind: str, is_ours: bool) -> None:
    sender = {"wa_id": NUMBER, "user_id": IDENTITY}
    value = {"type": kind, "timestamp": 1796040000, "sender": sender}

    event = read_one(value, field="messaging_handovers")

    assert isinstance(event, Handed)
    assert (event.is_ours, event.person) == (is_ours, KNOWN)
