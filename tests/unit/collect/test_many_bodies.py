"""Many invented bodies, nearly valid: both doors give the same answer and store only valid events.

`BODIES=1000000 pytest tests/unit/collect/test_many_bodies.py` takes a million of them, in
some minutes, and SEED=2 other ones.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from random import Random
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings

from sharekit import events as codec
from sharekit import keys, tokens
from sharekit.channels.find import get_all
from sharekit.collect import appender
from sharekit.events import LATE, OLDEST, Event
from sharekit.wsgi import Application, fast_lane
from tests.support.traffic import BRIDGE, SWIFTS
from tests.unit.wsgi.calling import call, make_environ, refuse_to_answer

BODIES = int(os.environ.get("BODIES", "2000"))
SEED = int(os.environ.get("SEED", "1"))

KEYS = [keys.sign(SWIFTS), keys.sign(BRIDGE)]
TOKENS = [tokens.mint(channel.letter) for channel in get_all().values()]
ODD: list[Any] = [
    *(None, True, False, 0, -1, 2**53, 2**64, 1.5, 1e308, "", "w", "w1111111111\n", "\0", "é"),
    *("\ud800", [], {}, ["w"], {"a": 1}, "x" * 3000, "w0000000000", "w111111111", KEYS[0][:-1]),
]
FIELDS: dict[str, list[Any]] = {
    "channel": list(get_all()),
    "token": TOKENS,
    "parent": TOKENS,
    "id": [tokens.mint("x")],
    "entry": [True, False],
    "length": ["short", "long"],
    "referrer": ["", "https://a.example"],
    "age": [0, 1, LATE, LATE + 1, OLDEST, OLDEST + 1, -1],
    "article": KEYS,
    "more": [1],
}


def invent_event(chance: Random) -> dict[str, Any]:
    """Return an event as browsers send it, mostly with a field or two that are not."""
    slug = chance.choice(list(get_all()))
    channel = get_all()[slug]
    event: dict[str, Any] = {"kind": channel.makes, "channel": slug}
    if chance.random() < 0.4:
        event = {"kind": "view", "entry": True}
    if chance.random() < 0.7:
        event["token"] = next(each for each in TOKENS if each[0] == channel.letter)
        event["id"] = "x1111111111"
    while chance.random() < 0.3:
        name = chance.choice(["kind", *FIELDS])
        event[name] = chance.choice(FIELDS.get(name, ["like"]) if chance.random() < 0.5 else ODD)
    return event


def invent_body(chance: Random) -> bytes:
    """Return a body, every third one damaged in some place."""
    count = chance.choice((0, 1, 1, 1, 1, 2, 3, 33))
    body: dict[str, Any] = {"events": [invent_event(chance) for _ in range(count)]}
    if chance.random() < 0.9:
        body["article"] = chance.choice(KEYS)
    if chance.random() < 0.05:
        body[chance.choice(["article", "events", "x"])] = chance.choice(ODD)
    text = json.dumps(body, ensure_ascii=chance.random() < 0.9).encode(errors="surrogatepass")
    while chance.random() < 0.25:
        start, end = sorted(chance.randrange(len(text) + 1) for _ in range(2))
        end = min(end, start + chance.randrange(4))
        text = text[:start] + chance.randbytes(chance.randrange(4)) + text[end:]
    return text


def send(application: Application, content: bytes) -> tuple[str, bytes]:
    """Return status and body of the answer."""
    status, _, answer = call(application, make_environ(content))
    return status[:3], answer


def check(event: Event) -> None:
    """Assert that an event is as events.Event says."""
    letter = event.mark[:1]
    assert event.article in {SWIFTS, BRIDGE}
    assert event.mark == letter or tokens.is_token(event.mark)
    is_named = bool(event.name) if event.kind == "view" else len(event.mark) > 1
    assert event.received - (OLDEST if is_named else LATE) <= event.at <= event.received
    assert event.parent == "" or tokens.is_token(event.parent)
    assert event.name == "" or len(event.name) == tokens.LENGTH
    if event.kind == "view":
        assert event.source in {
            "",
            "shared",
            "campaign",
            "search",
            "assistant",
            "social",
            "app",
            "referral",
            "direct",
            "dark",
        }
    else:
        assert event.kind != "lookup" or event.mark == letter
        makes = "share" if event.kind == "share" else "copy"
        assert any(row.letter == letter and row.makes == makes for row in get_all().values())


@pytest.mark.django_db(transaction=True)
@override_settings(MIDDLEWARE=[], SHAREKIT={"CONSENT": "given"})
def test_many_bodies_are_answered_alike_and_only_valid_events_are_stored(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stored: list[Event] = []
    monkeypatch.setattr(appender, "append", stored.extend)
    view, lane = WSGIHandler(), fast_lane(refuse_to_answer)
    chance = Random(SEED)
    answered: Counter[str] = Counter()
    for _ in range(BODIES):
        content = invent_body(chance)
        stored.clear()
        status, answer = send(view, content)
        count = len(stored)
        assert send(lane, content) == (status, answer), content
        assert len(stored) == 2 * count, content
        answered[status] += 1
        assert status in {"204", "400", "403", "413"}, content
        assert status == "204" or (not stored and list(json.loads(answer)) == ["error"]), content
        assert codec.decode(codec.encode(stored)) == stored, content
        for event in stored:
            check(event)
    assert answered.total() == BODIES
    assert set(answered) == {"204", "400", "403", "413"}
