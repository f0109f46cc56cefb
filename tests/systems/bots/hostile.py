"""Makes bodies that no platform sends: true ones with other values, and broken bytes."""

from __future__ import annotations

import json
import random
from copy import deepcopy
from typing import Any, Final
from urllib.parse import urlencode

from tests.unit.contrib.bots.platforms.test_fuzz import BODIES, list_places

VALUES: Final[tuple[Any, ...]] = (
    *(None, True, 0, -1, 2**70, -(2**70), 1e308, float("nan"), "", "0", "-1", "a\0b", "\ud83d"),
    *([], {}, [[]], {"": {}}, "9" * 5_000, "x" * 70_000, "‮STOP​", "stop", "Infinity"),
    *("<script>", "{{ x }}", "'; DROP TABLE x; --", "../../etc", "r99999999999.1", "=" * 2_000),
)
_DEEP: Final = (b"[" * 20_000, b'{"a":' * 20_000, b"\xff\xfe", b"\0" * 100, b"", b"null", b"1e999")


def make_body(slug: str, chance: random.Random) -> bytes:
    """Return a body; one of eight is only bytes, and one of eight is cut or has a wrong byte."""
    kind = chance.randrange(8)
    if kind == 0:
        return chance.choice(_DEEP)
    body = json.loads(json.dumps(chance.choice(BODIES[slug])))
    for _ in range(chance.randint(0, 5)):
        if places := list_places(body):
            container, key = chance.choice(places)
            container[key] = deepcopy(chance.choice(VALUES))
    raw = _write(slug, body)
    if kind == 1 and raw:
        place = chance.randrange(len(raw))
        raw = raw[:place] + bytes([chance.randrange(256)]) * chance.randint(0, 2)
    return raw


def _write(slug: str, body: Any) -> bytes:
    if slug != "twilio":
        return json.dumps(body).encode()
    fields = {name: str(value).encode(errors="replace") for name, value in body.items()}
    return urlencode(fields).encode()


def forge(headers: dict[str, str], chance: random.Random) -> dict[str, str]:
    """Return headers that prove nothing: the true ones with something wrong, or others."""
    (name, value), *_ = headers.items()
    return chance.choice(
        [
            {},
            {name: ""},
            {name: value[:-1]},
            {name: f"{value} "[::-1]},
            {name: f"{value},{value}"},
            {name: value.swapcase()} if value.swapcase() != value else {},
            {name: "sha256=" + "0" * 64},
            {name: "ü" * 64},
            {"x-hub-signature": value.replace("sha256", "sha1")},
        ]
    )
