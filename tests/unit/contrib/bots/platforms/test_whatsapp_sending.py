"""What is sent to WhatsApp, and what follows from its answers."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from sharekit.contrib.bots.messages import Choice, Message
from sharekit.contrib.bots.platforms.protocol import Response
from sharekit.contrib.bots.platforms.verdicts import Refused, Verdict, Wait
from tests.unit.contrib.bots.platforms.test_whatsapp import (
    ACCOUNT,
    IDENTITY,
    NUMBER,
    PHONE_ID,
    WHATSAPP,
)


def write(message: Message, to: str = NUMBER) -> dict[str, Any]:
    request = WHATSAPP.write(message, ACCOUNT, to=to, mark="o.9f3a")
    assert request.url == f"https://graph.facebook.com/v26.0/{PHONE_ID}/messages"
    assert request.headers["Authorization"] == "Bearer t"
    assert request.body is not None
    sent: dict[str, Any] = msgspec.json.decode(request.body)
    return sent


def test_a_text_has_no_preview_and_carries_the_mark() -> None:
    assert write(Message("Hi")) == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": NUMBER,
        "type": "text",
        "text": {"preview_url": False, "body": "Hi"},
        "biz_opaque_callback_data": "o.9f3a",
    }


def test_a_person_without_a_number_is_the_recipient() -> None:
    sent = write(Message("Hi"), to=IDENTITY)

    assert sent["recipient"] == IDENTITY
    assert "to" not in sent


def test_a_long_label_is_whole_below_its_row() -> None:
    long = "a label that is longer than a row"
    choices = (Choice("Delivery", "r1"), Choice(long, "r2"))

    action = write(Message("Which?", choices=choices))["interactive"]["action"]

    first, second = action["sections"][0]["rows"]
    assert first == {"id": "r1", "title": "Delivery"}
    assert second["description"] == long
    assert len(second["title"]) <= 24


def judge(code: int, *, status: int = 400, **further: Any) -> Verdict:
    body = {"error": {"message": "m", "code": code, **further}}
    return WHATSAPP.judge(Response(status, json.dumps(body).encode()), ACCOUNT)


def test_one_person_is_waited_for_longer_and_longer() -> None:
    assert judge(131056) == Wait("131056", seconds=4, factor=4, concerns="person")


@pytest.mark.parametrize(
    ("code", "cause"),
    [
        *((code, "person") for code in (131026, 131021, 131049, 130472, 131030, 131062)),
        *((code, "message") for code in (100, 131008, 132000, 132069)),
        *((code, "account") for code in (0, 3, 10, 190, 200, 299, 368, 131042, 133010, 130497)),
        (131050, "stopped"),
        (131047, "late"),
    ],
)
def test_a_code_has_its_cause(code: int, cause: str) -> None:
    verdict = judge(code)

    assert isinstance(verdict, Refused)
    assert (verdict.cause, verdict.code, verdict.sentence) == (cause, str(code), "m")


@pytest.mark.parametrize("code", [1, 2, 4, 80007, 130429, 131000, 131016, 131057])
def test_a_code_of_a_busy_server_is_waited_for(code: int) -> None:
    assert isinstance(judge(code), Wait)


def test_an_unknown_code_is_judged_by_what_else_is_said() -> None:
    assert judge(999999) == Refused("message", "999999", "m")
    assert judge(999999, is_transient=True) == Wait("999999")
    assert judge(999999, status=500, error_subcode=7) == Wait("999999/7")
    assert judge(100, error_data={"details": "d"}) == Refused("message", "100", "d")
    assert judge(100, error_data={"details": 4}) == Refused("message", "100", "m")
