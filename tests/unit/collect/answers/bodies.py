"""Bodies of requests, good and bad, and the events stored from them."""

from __future__ import annotations

import json
from typing import Any

from sharekit import keys
from sharekit.buffers.database import DatabaseBuffer
from sharekit.collect.answer import Answer, answer
from sharekit.events import Event
from tests.support.traffic import SWIFTS, share, visit
from tests.unit.buffers.contract import take

DAY = 24 * 3600 * 1000
VIEW = {"kind": "view"}
PUBLIC = "93.184.215.14"


def stored() -> list[Event]:
    return take(DatabaseBuffer())


def send(body: bytes, **headers: str) -> Answer:
    return answer(body, headers={"host": "news.example", **headers}, address="192.0.2.1")


def body(*events: Any, **more: Any) -> bytes:
    return json.dumps({"article": keys.sign(SWIFTS), "events": events, **more}).encode()


BAD_BODIES = {
    "nothing": b"",
    "not JSON": b"share=whatsapp",
    "not UTF-8": b'{"events": "\xff"}',
    "not UTF-8 in a key": body(VIEW, article="?").replace(b"?", b"\xff"),
    "not UTF-8 in a kind": body({"kind": "?"}).replace(b"?", b"\xff"),
    "a surrogate in bytes": body(VIEW | {"referrer": "?"}).replace(b"?", b"\xed\xa0\x80"),
    "a list": b"[]",
    "no events": body(),
    "33 events": body(*[VIEW] * 33),
    "an unknown kind": body({"kind": "like"}),
    "no kind": body({"channel": "whatsapp"}),
    "an unknown channel": body({"kind": "share", "channel": "pigeon"}),
    "a copy's channel in a share": body({"kind": "share", "channel": "copy-link"}),
    "a share's channel in a copy": body({"kind": "copy", "channel": "email"}),
    "a number as channel": body({"kind": "share", "channel": 7}),
    "a token too short": body(share("w123")),
    "a token too long": body(share("w12345678901")),
    "a token with a zero": body(share("w0000000000")),
    "a token and a line break": body(share("w1111111111\n")),
    "another channel's token": body(share("e1111111111")),
    "a letter as an act's token": body(share("w")),
    "a parent without token": body(
        {"kind": "share", "channel": "whatsapp", "parent": "c1111111111"}
    ),
    "its own parent": body(share("w1111111111", parent="w1111111111")),
    "a marked view without id": body({"kind": "view", "token": "w1111111111"}),
    "an id too short": body(visit("w1111111111") | {"id": "x"}),
    "entry as text": body({"kind": "view", "entry": "yes"}),
    "an age with a fraction": body({"kind": "view", "age": 1.5}),
    "an age beyond 2^53": body({"kind": "view", "age": 2**53}),
    "an age beyond 2^64": body({"kind": "view", "age": -(2**64)}),
    "an age without end": b'{"events": [{"kind": "view", "age": 1e999}]}',
    "NUL": body({"kind": "view", "referrer": "https://a\0b"}),
    "a lone surrogate": b'{"events": [{"kind": "view", "referrer": "\\ud800"}]}',
    "a block without a name": body({"kind": "copy", "channel": "copy-text", "block": ""}),
    "a block with a long name": body({"kind": "copy", "channel": "copy-text", "block": "b" * 65}),
    "an unknown length": body({"kind": "copy", "channel": "copy-text", "length": "huge"}),
    "nested without end": b'{"x": ' + b"[" * 8000 + b"}",
    "no article": json.dumps({"events": [VIEW]}).encode(),
}
