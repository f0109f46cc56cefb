"""The bodies of Messenger's webhook, and what is sent."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from sharekit.contrib.bots.messages import Choice, Message, Said
from sharekit.contrib.bots.platforms import registry
from sharekit.contrib.bots.platforms.events import (
    AnyEvent,
    Echo,
    Edited,
    Handed,
    Ignored,
    Person,
    Received,
    Status,
    Unreadable,
)
from sharekit.contrib.bots.platforms.protocol import Account, Call, Response
from sharekit.contrib.bots.platforms.verdicts import Refused, Verdict, Wait

MESSENGER = registry.get("messenger")
PAGE, APP, PERSON = "200000000000001", "500000000000001", "7000000000000001"
ACCOUNT = Account("page", platform="messenger", given={"page_id": PAGE, "app_id": APP})


def read(*events: object, field: str = "messaging", page: str = PAGE) -> list[AnyEvent]:
    entry = {"id": page, "time": 1796040000000, field: events}
    body = json.dumps({"object": "page", "entry": [entry]}).encode()
    return MESSENGER.read(Call("POST", body=body), [ACCOUNT])


def make(**content: Any) -> dict[str, Any]:
    parties = {"sender": {"id": PERSON}, "recipient": {"id": PAGE}}
    return {**parties, "timestamp": 1796040000000, **content}


def test_a_message_says_who_sent_it_when_and_what() -> None:
    (event,) = read(make(message={"mid": "m_A1", "text": "Hello", "reply_to": {"mid": "m_0"}}))

    assert event == Received(
        account="page",
        name="m_A1",
        sent_at=1796040000000,
        person=Person(key=PERSON, address=PERSON),
        said=Said("text", "Hello"),
    )


LINK = {"ref": "a7", "source": "SHORTLINK", "type": "OPEN_THREAD"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            {"message": {"mid": "m", "text": "Yes", "quick_reply": {"payload": "r12.2"}}},
            Said("choice", "Yes", "r12.2"),
        ),
        ({"postback": {"mid": "m", "title": "Yes", "payload": "r1"}}, Said("choice", "Yes", "r1")),
        ({"postback": {"title": "Go", "payload": "start"}}, Said("start", "Go")),
        (
            {"postback": {"title": "Go", "payload": "x", "referral": LINK}},
            Said("start", "Go", ref="a7"),
        ),
        ({"referral": LINK}, Said("start", ref="a7")),
        ({"message": {"mid": "m", "attachments": [{"type": "image"}]}}, Said("media")),
        ({"message": {"mid": "m"}}, Said("other")),
        ({"reaction": {"mid": "m", "action": "react", "emoji": "👍"}}, Said("reaction")),
    ],
)
def test_each_kind_of_event_has_a_word(content: dict[str, Any], said: Said) -> None:
    (event,) = read(make(**content))
    (again,) = read(make(**content))

    assert isinstance(event, Received)
    assert event.said == said
    assert event.name
    assert event == again


def test_two_presses_without_a_name_are_two_events() -> None:
    press = make(postback={"title": "Yes", "payload": "r1"})
    later = press | {"timestamp": 1796040009000}

    assert len({event.name for event in read(press, press, later)}) == 2


def make_echo(**content: Any) -> dict[str, Any]:
    message = {"is_echo": True, "mid": "m_O", "text": "Hi", **content}
    return make(message=message) | {"sender": {"id": PAGE}, "recipient": {"id": PERSON}}


def test_an_echo_of_the_bot_reports_its_message() -> None:
    (event,) = read(make_echo(app_id=int(APP), metadata="o.9f"))

    assert isinstance(event, Status)
    assert (event.message, event.state, event.mark) == ("m_O", "sent", "o.9f")


@pytest.mark.parametrize(
    "content", [{"app_id": 263902037430900}, {}, {"app_id": int(APP)}, {"metadata": "o.9f"}]
)
def test_another_echo_is_an_answer_of_somebody_else(content: dict[str, Any]) -> None:
    (event,) = read(make_echo(**content))

    assert isinstance(event, Echo)
    assert (event.person.key, event.text) == (PERSON, "Hi")


def test_a_receipt_reports_each_message_and_that_it_was_read_is_not_kept() -> None:
    delivered = make(delivery={"mids": ["m_1", "m_2"], "watermark": 1})
    events = read(delivered, make(delivery={"watermark": 1}), make(read={"watermark": 2}))

    assert [(each.message, each.state) for each in events if isinstance(each, Status)] == [
        ("m_1", "delivered"),
        ("m_2", "delivered"),
    ]
    assert len(events) == 2


@pytest.mark.parametrize(
    ("content", "is_ours"),
    [
        ({"pass_thread_control": {"new_owner_app_id": APP}}, True),
        ({"pass_thread_control": {"new_owner_app_id": int(APP)}}, True),
        ({"pass_thread_control": {"new_owner_app_id": "263902037430900"}}, False),
        ({"take_thread_control": {"previous_owner_app_id": APP, "new_owner_app_id": None}}, False),
    ],
)
def test_a_handover_says_whose_the_conversation_is(content: dict[str, Any], is_ours: bool) -> None:
    (event,) = read(make(**content))

    assert isinstance(event, Handed)
    assert (event.is_ours, event.person.key) == (is_ours, PERSON)


def test_a_copy_for_another_app_is_not_to_be_answered() -> None:
    copies = [make(message={"mid": "m", "text": "Hello"}), make(postback={"title": "Yes"})]
    others = [make_echo(), make(read={"watermark": 1})]

    events = read(*copies, *others, field="standby")

    assert [isinstance(event, Handed) and event.is_ours for event in events] == [False, False]


def test_an_edited_message_names_the_original() -> None:
    (event,) = read(make(message_edit={"mid": "m_A", "text": "first", "num_edit": 2}))

    assert isinstance(event, Edited)
    assert (event.message, event.said) == ("m_A", Said("text", "first"))


def test_a_bad_part_of_a_batch_takes_nothing_with_it() -> None:
    good = make(message={"mid": "m", "text": "Hello"})
    events = read(
        5, make(message={"text": 1}), {"message": {"mid": "m"}}, good, make(account_linking={})
    )

    kinds = [type(event) for event in events]
    assert kinds == [Unreadable, Unreadable, Unreadable, Received, Ignored]
    body = json.dumps({"entry": [7, {"id": PAGE, "messaging": [good]}]}).encode()
    both = MESSENGER.read(Call("POST", body=body), [ACCOUNT])
    assert [type(event) for event in both] == [Unreadable, Received]


def test_events_of_an_account_that_did_not_sign_are_dropped() -> None:
    assert read(make(message={"mid": "m", "text": "Hello"}), page="2") == []


def test_a_message_is_an_answer_with_quick_replies_and_the_mark() -> None:
    message = Message("Which?", choices=(Choice("Delivery", "r12.1"),))

    request = MESSENGER.write(message, ACCOUNT, to=PERSON, mark="o.9f3a")

    assert request.url == f"https://graph.facebook.com/v26.0/{PAGE}/messages"
    assert request.body is not None
    reply = {"content_type": "text", "title": "Delivery", "payload": "r12.1"}
    assert msgspec.json.decode(request.body) == {
        "recipient": {"id": PERSON},
        "messaging_type": "RESPONSE",
        "message": {"text": "Which?", "metadata": "o.9f3a", "quick_replies": [reply]},
    }


def test_a_conversation_can_be_given_to_the_inbox_of_the_page() -> None:
    request = MESSENGER.hand_over(ACCOUNT, to=PERSON)

    assert request is not None
    assert request.body is not None
    assert request.url.endswith("/pass_thread_control")
    assert msgspec.json.decode(request.body)["target_app_id"] == 263902037430900


def judge(code: int, subcode: int = 0, **further: Any) -> Verdict:
    error = {"message": "m", "code": code, "error_subcode": subcode, **further}
    return MESSENGER.judge(Response(400, json.dumps({"error": error}).encode()), ACCOUNT)


@pytest.mark.parametrize(
    ("code", "subcode", "cause"),
    [
        (10, 2018278, "late"),
        (10, 2534022, "late"),
        (10, 0, "account"),
        (100, 2018001, "person"),
        (100, 0, "message"),
        (551, 0, "person"),
        (1545041, 0, "person"),
        (190, 0, "account"),
        (200, 0, "account"),
        (368, 0, "account"),
    ],
)
def test_a_code_and_its_subcode_have_a_cause(code: int, subcode: int, cause: str) -> None:
    verdict = judge(code, subcode)

    assert isinstance(verdict, Refused)
    assert (verdict.cause, verdict.sentence) == (cause, "m")


@pytest.mark.parametrize("code", [1, 2, 4, 613, 80006])
def test_a_code_of_a_busy_server_is_waited_for(code: int) -> None:
    assert isinstance(judge(code), Wait)
