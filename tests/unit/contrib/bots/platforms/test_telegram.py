"""Updates of Telegram, and what is sent."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from sharekit.contrib.bots.messages import Said
from sharekit.contrib.bots.platforms import registry
from sharekit.contrib.bots.platforms.events import AnyEvent, Edited, Ignored, Person, Received
from sharekit.contrib.bots.platforms.protocol import Account, Call, Response
from sharekit.contrib.bots.platforms.telegram.platform import connect, make_secret
from sharekit.contrib.bots.platforms.verdicts import Refused, Unknown, Verdict, Wait
from tests.systems.bots.simulators.running import Running
from tests.unit.contrib.bots.platforms.door import Door

TELEGRAM = registry.get("telegram")
ACCOUNT = Account("bot", platform="telegram", given={"token": "1:swift"}, webhook="https://s/t/")
CHAT = {"id": 77, "type": "private"}
USER = {"id": 77, "is_bot": False, "language_code": "de"}


def read(**update: Any) -> AnyEvent:
    body = json.dumps({"update_id": 9, **update}).encode()
    (event,) = TELEGRAM.read(Call("POST", body=body), [ACCOUNT])
    return event


def make(**content: Any) -> dict[str, Any]:
    return {"message_id": 5, "date": 1796040000, "from": USER, "chat": CHAT, **content}


def test_a_message_says_who_sent_it_when_and_what() -> None:
    assert read(message=make(text="Hello")) == Received(
        account="bot",
        name="message.77.5",
        sent_at=1796040000_000,
        person=Person(key="77", address="77", language="de"),
        said=Said("text", "Hello"),
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"text": "/start article42"}, Said("start", "/start article42", ref="article42")),
        ({"text": "/start"}, Said("start", "/start")),
        ({"text": "/start@shop_bot a7"}, Said("start", "/start@shop_bot a7", ref="a7")),
        ({"text": "/startle"}, Said("text", "startle")),
        ({"text": "/stop"}, Said("text", "stop")),
        ({"text": "/order@shop_bot 4711"}, Said("text", "order 4711")),
        ({"text": ""}, Said("text", "")),
        ({"photo": [], "caption": "look"}, Said("media", "look")),
        ({"sticker": {}}, Said("media")),
        ({"voice": {}}, Said("media")),
        ({"location": {}}, Said("other")),
        ({"contact": {}}, Said("other")),
    ],
)
def test_each_kind_of_message_has_a_word(content: dict[str, Any], said: Said) -> None:
    event = read(message=make(**content))

    assert isinstance(event, Received)
    assert event.said == said


@pytest.mark.parametrize(
    "update",
    [
        {"message": make(text="x", chat={"id": -1, "type": "group"})},
        {"message": make(text="x", **{"from": USER | {"is_bot": True}})},
        {"message": make(pinned_message={})},
        {"callback_query": {"id": "8", "from": USER, "data": "r1"}},
        {"my_chat_member": {}},
    ],
)
def test_what_needs_no_answer_is_ignored(update: dict[str, Any]) -> None:
    event = read(**update)

    assert isinstance(event, Ignored)
    assert event.name


def test_a_pressed_button_is_a_choice_with_its_label() -> None:
    keyboard = {"inline_keyboard": [[{"text": "Delivery", "callback_data": "r12.1"}]]}
    query = {"id": "8", "from": USER, "message": make(text="?", reply_markup=keyboard)}

    event = read(callback_query=query | {"data": "r12.1"})

    assert isinstance(event, Received)
    assert event.said == Said("choice", "Delivery", "r12.1")
    assert event.name == "callback.8"


def test_an_edited_message_is_another_event_about_the_same_message() -> None:
    event = read(edited_message=make(text="first", edit_date=1796040060))

    assert isinstance(event, Edited)
    assert (event.message, event.sent_at) == ("message.77.5", 1796040060_000)
    assert event.name != event.message


def judge(code: int, text: str = "no", **further: Any) -> Verdict:
    body = {"ok": False, "error_code": code, "description": text, **further}
    return TELEGRAM.judge(Response(code, json.dumps(body).encode()), ACCOUNT)


def test_an_error_has_its_consequence() -> None:
    assert judge(429, parameters={"retry_after": 35}) == Wait("429", seconds=35, concerns="account")
    assert judge(429) == Wait("429", concerns="account")
    assert judge(502) == Wait("502")
    assert judge(400, "Bad Request: chat not found") == Refused(
        "person", "400", "Bad Request: chat not found"
    )
    assert judge(400) == Refused("message", "400", "no")
    assert judge(403) == Refused("stopped", "403", "no")
    assert judge(401) == Refused("account", "401", "no")
    assert judge(404) == Refused("account", "404", "no")
    assert judge(418) == Unknown("418 no")
    assert isinstance(TELEGRAM.judge(Response(200, b'{"ok": true}'), ACCOUNT), Unknown)


def test_the_secret_is_made_of_the_token_and_set_with_the_address() -> None:
    request = connect(ACCOUNT)

    assert request.body is not None
    body = msgspec.json.decode(request.body)
    assert body["url"] == "https://s/t/"
    assert body["secret_token"] == make_secret(ACCOUNT)
    assert "swift" not in body["secret_token"]
    assert len(body["secret_token"]) <= 256


class TestButtons:
    """A pressed button waits for an answer of the bot."""

    slug = "telegram"

    def test_a_pressed_button_is_acknowledged(
        self, simulator: Running, door: Door, account: Account
    ) -> None:
        simulator.say("77", "Yes", kind="choice", choice="r1")
        received = door.wait_for(Received)

        request = TELEGRAM.acknowledge(account, name=received.name)

        assert request is not None
        assert request.url.endswith("/answerCallbackQuery")
        assert TELEGRAM.acknowledge(account, name="message.77.5") is None
