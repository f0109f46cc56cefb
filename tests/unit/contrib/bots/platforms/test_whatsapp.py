"""The bodies of WhatsApp's webhook."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sharekit.contrib.bots.messages import Said
from sharekit.contrib.bots.platforms import reading, registry
from sharekit.contrib.bots.platforms.events import (
    AnyEvent,
    Deleted,
    Edited,
    Ignored,
    Moved,
    Person,
    Received,
    Unreadable,
)
from sharekit.contrib.bots.platforms.meta import whatsapp_changes
from sharekit.contrib.bots.platforms.protocol import Account, Call

WHATSAPP = registry.get("whatsapp")
PHONE_ID = "400000000000001"
ACCOUNT = Account("shop", platform="whatsapp", given={"phone_number_id": PHONE_ID, "token": "t"})
NUMBER, IDENTITY = "4915550000001", "DE.11110000222233334444"
KNOWN = Person(key=IDENTITY, address=NUMBER, phone=f"+{NUMBER}")
NAMELESS = Person(key=IDENTITY, address=IDENTITY)
CONTACT = {
    "profile": {"name": "A. Customer", "username": "@customer"},
    "wa_id": NUMBER,
    "user_id": IDENTITY,
}


def wrap(value: dict[str, Any], *, field: str = "messages", phone: str = PHONE_ID) -> bytes:
    metadata = {"display_phone_number": "4930550000001", "phone_number_id": phone}
    value = {"messaging_product": "whatsapp", "metadata": metadata, **value}
    entry = {"id": "300000000000001", "changes": [{"field": field, "value": value}]}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


def read(body: bytes) -> list[AnyEvent]:
    return WHATSAPP.read(Call("POST", body=body), [ACCOUNT])


def read_one(value: dict[str, Any], *, field: str = "messages") -> AnyEvent:
    (event,) = read(wrap(value, field=field))
    return event


def make(**content: Any) -> dict[str, Any]:
    base = {"from": NUMBER, "from_user_id": IDENTITY, "id": "wamid.T1", "timestamp": "1796040000"}
    return {"contacts": [CONTACT], "messages": [base | content]}


def test_a_message_says_who_sent_it_when_and_what() -> None:
    event = read_one(make(type="text", text={"body": "Wo ist mein Paket?\0"}))

    assert event == Received(
        account="shop",
        name="wamid.T1",
        sent_at=1796040000_000,
        person=KNOWN,
        said=Said("text", "Wo ist mein Paket?"),
    )


def test_a_person_without_a_number_is_known_by_the_identity() -> None:
    value = make(type="text", text={"body": "Hello"})
    del value["messages"][0]["from"]

    event = read_one(value)

    assert isinstance(event, Received)
    assert event.person == NAMELESS


def test_the_identity_is_also_found_in_the_contacts() -> None:
    value = make(type="text", text={"body": "Hello"})
    del value["messages"][0]["from_user_id"]
    other = {"wa_id": "4915550000009", "user_id": "DE.9"}

    unknown = f"+{NUMBER}"
    found = [([CONTACT], IDENTITY), ([other, CONTACT], IDENTITY), ([other], unknown), ([], unknown)]
    for contacts, key in found:
        event = read_one(value | {"contacts": contacts})
        assert isinstance(event, Received)
        assert event.person == Person(key=key, address=NUMBER, phone=f"+{NUMBER}")


def test_the_only_contact_wrote_a_message_without_a_sender() -> None:
    value = make(type="text", text={"body": "Hello"})
    del value["messages"][0]["from_user_id"], value["messages"][0]["from"]
    other = {"user_id": "DE.9"}

    event = read_one(value | {"contacts": [other]})
    assert isinstance(event, Received)
    assert event.person == Person(key="DE.9", address="DE.9")

    assert isinstance(read_one(value | {"contacts": [other, CONTACT]}), Unreadable)


def test_a_large_batch_reads_each_contact_once(monkeypatch: pytest.MonkeyPatch) -> None:
    value = make(type="text", text={"body": "Hello"})
    del value["messages"][0]["from_user_id"]
    value["messages"] = [value["messages"][0] | {"id": f"wamid.{n}"} for n in range(100)]
    value["contacts"] = [{"wa_id": f"{n}", "user_id": "DE.9"} for n in range(100)] + [5, CONTACT]
    decoded: list[object] = []

    def count(part: bytes, kind: type) -> object:
        decoded.append(kind)
        return reading.decode(part, kind)

    monkeypatch.setattr(whatsapp_changes, "decode", count)

    events = read(wrap(value))

    assert {each.person.key for each in events if isinstance(each, Received)} == {IDENTITY}
    assert len(events) == 100
    assert len(decoded) == 202


def test_a_message_from_nobody_is_set_aside() -> None:
    value = make(type="text", text={"body": "Hello"}) | {"contacts": []}
    del value["messages"][0]["from"], value["messages"][0]["from_user_id"]

    assert isinstance(read_one(value), Unreadable)


@pytest.mark.parametrize(
    "fault", [{"id": ""}, {"timestamp": "-1"}, {"timestamp": "9" * 12}, {"timestamp": "noon"}]
)
def test_a_message_without_a_name_or_time_is_set_aside(fault: dict[str, str]) -> None:
    value = make(type="text", text={"body": "Hello"}, **fault)

    assert isinstance(read_one(value), Unreadable)


REPLY = {"id": "r12.2", "title": "Yes"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            {"type": "interactive", "interactive": {"type": "button_reply", "button_reply": REPLY}},
            Said("choice", "Yes", "r12.2"),
        ),
        (
            {"type": "interactive", "interactive": {"type": "list_reply", "list_reply": REPLY}},
            Said("choice", "Yes", "r12.2"),
        ),
        ({"type": "interactive", "interactive": {"type": "nfm_reply"}}, Said("other")),
        ({"type": "button", "button": {"payload": "p", "text": "No"}}, Said("choice", "No", "p")),
        ({"type": "image", "image": {"id": "1", "caption": "look"}}, Said("media", "look")),
        ({"type": "sticker", "sticker": {"id": "1"}}, Said("media")),
        ({"type": "audio", "audio": {"id": "1"}}, Said("media")),
        ({"type": "reaction", "reaction": {"message_id": "x", "emoji": "👍"}}, Said("reaction")),
        ({"type": "location", "location": {"latitude": 1}}, Said("other")),
        ({"type": "request_welcome"}, Said("start")),
        ({"type": "unsupported", "errors": [{"code": 131051, "title": "x"}]}, Said("other")),
    ],
)
def test_each_kind_of_message_has_a_word(content: dict[str, Any], said: Said) -> None:
    event = read_one(make(**content))

    assert isinstance(event, Received)
    assert event.said == said


def test_edited_and_deleted_messages_name_the_original() -> None:
    edited = {"original_message_id": "wamid.A", "message": {"type": "text", "text": {"body": "b"}}}
    event = read_one(make(type="edit", edit=edited))
    assert isinstance(event, Edited)
    assert (event.message, event.said) == ("wamid.A", Said("text", "b"))

    event = read_one(make(type="edit", edit={"original_message_id": "wamid.A"}))
    assert isinstance(event, Edited)
    assert event.said == Said("other")

    event = read_one(make(type="revoke", revoke={"original_message_id": "wamid.A"}))
    assert isinstance(event, Deleted)
    assert event.message == "wamid.A"


def test_a_new_number_moves_the_person() -> None:
    system = {"type": "user_changed_number", "wa_id": "4915550000002", "user_id": "DE.2"}
    event = read_one(make(type="system", system=system) | {"contacts": []})
    assert isinstance(event, Moved)
    assert event.person == KNOWN
    assert event.becomes == Person(key="DE.2", address="4915550000002", phone="+4915550000002")

    # The number is missing: the old one belongs to nobody, or to somebody else.
    del system["wa_id"]
    event = read_one(make(type="system", system=system))
    assert isinstance(event, Moved)
    assert event.becomes == Person(key="DE.2", address="DE.2")

    system["type"] = "user_changed_user_id"
    event = read_one(make(type="system", system=system))
    assert isinstance(event, Moved)
    assert event.becomes == Person(key="DE.2", address=NUMBER, phone=f"+{NUMBER}")

    event = read_one(make(type="system", system={"type": "customer_identity_changed"}))
    assert isinstance(event, Ignored)


def test_a_message_to_a_group_is_ignored() -> None:
    event = read_one(make(type="text", text={"body": "Hello"}, group_id="g1"))

    assert isinstance(event, Ignored)
    assert event.name == "wamid.T1"


def test_a_bad_part_of_a_batch_takes_nothing_with_it() -> None:
    good = json.loads(wrap(make(type="text", text={"body": "Hello"})))["entry"][0]
    second = make(type="text", text={"body": 7})["messages"][0]
    mixed = json.loads(json.dumps(good))
    mixed["changes"][0]["value"]["messages"] += [second, 5, None]
    half = json.loads(json.dumps(good))
    half["changes"][0]["value"]["messages"][0] |= {"id": "wamid.H", "text": {"body": "\ud83d"}}
    wrong = {"id": "1", "changes": [{"field": "messages", "value": 3}]}
    handover = {
        "field": "messaging_handovers",
        "value": {"metadata": {"phone_number_id": PHONE_ID}},
    }
    entries = [{"changes": 1}, 4, wrong, {"changes": [handover]}, mixed, half]

    events = read(json.dumps({"entry": entries}).encode())

    texts = [event.said.text for event in events if isinstance(event, Received)]
    assert texts == ["Hello", "\N{REPLACEMENT CHARACTER}"]
    assert sum(isinstance(event, Unreadable) for event in events) == 7
    assert not any("Hello" in repr(event) for event in events if isinstance(event, Unreadable))


def test_events_of_an_account_that_did_not_sign_are_dropped() -> None:
    value = make(type="text", text={"body": "Hello"})

    assert read(wrap(value, phone="400000000000002")) == []
