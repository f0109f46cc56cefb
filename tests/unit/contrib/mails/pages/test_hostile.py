"""Whatever is sent: no error, nobody is confirmed or stopped, no row that is not valid."""

from __future__ import annotations

import random
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.core.signing import Signer
from django.core.validators import validate_email
from django.test import Client

from sharekit.contrib.mails.models import Mail, Message, Subscription
from tests.unit.contrib.mails.pages.reading import (
    HERE,
    get_confirm_path,
    get_stop_path,
    load_declaration,
)
from tests.unit.contrib.mails.subscribing.making import make_subscription

pytestmark = pytest.mark.django_db

# 100,000 in `make test-all`; a test has five minutes.
BODIES = pytest.mark.parametrize(
    ("seed", "bodies"),
    [
        (0, 500),
        *(
            pytest.param(seed, 20_000, marks=[pytest.mark.thorough, pytest.mark.slow])
            for seed in range(1, 6)
        ),
    ],
)
FORM = "application/x-www-form-urlencoded"
TYPES = [
    *[FORM] * 12,
    *(f"{FORM}; charset=utf-16", f"{FORM}; charset=hex", "multipart/form-data", "text/plain"),
    *("multipart/form-data; boundary=x", "application/json", "", "\x7f"),
]
PARTS = [
    *("", "\0", "\ud800", "a" * 300, "anna", "@", "example.org", "+x", "\n", "\r\nBcc: b@c.de"),
    *("' OR 1=1 --", "%s", "{{ settings.SECRET_KEY }}", "{confirm_url}", "\u202e", "..", "xn--"),
]
_SUBSETS = [
    *[["address", "declaration"]] * 4,
    *(["address"], ["List-Unsubscribe"], ["all"], ["address", "all", "declaration"], []),
]
State = Subscription.State


class Attacker:
    """Invents requests; it knows addresses and signatures of other purposes and other people."""

    def __init__(self, foreign: list[str], declaration: str, *, seed: int) -> None:
        self.chance = random.Random(seed)
        self._declaration = declaration
        self._tokens = [*foreign, *(path.strip("/").rpartition("/")[2] for path in foreign)]

    def invent_text(self) -> str:
        kind = self.chance.randrange(1000)
        if kind == 0:
            return "a" * 1_000_000
        kind %= 3
        if kind == 0:
            return f"friend-{self.chance.randrange(50)}@example.org"
        if kind == 1:
            numbers = range(self.chance.randrange(40))
            return "".join(chr(self.chance.randrange(0x11000)) for _ in numbers)
        return "".join(self.chance.choices(PARTS, k=self.chance.randrange(5)))

    def invent_token(self) -> str:
        kind = self.chance.randrange(4)
        if kind == 0:
            return self.chance.choice(self._tokens)
        if kind == 1:
            return Signer(key="guessed", salt="sharekit.mails.stop", sep=".").sign("1")
        token = self.chance.choice(self._tokens)
        if kind == 2 and token:
            at = self.chance.randrange(len(token))
            return token[:at] + self.chance.choice("aZ09-_.:") + token[at + 1 :]
        return self.invent_text()[:2000]

    def invent_body(self) -> bytes:
        if self.chance.randrange(6) == 0:
            return self.chance.randbytes(self.chance.choice([0, 10, 1000]))
        declarations = [*[self._declaration] * 3, self._declaration[:-1], self.invent_token()]
        fields = {
            "declaration": self.chance.choice(declarations),
            "address": self.invent_text(),
            "List-Unsubscribe": "One-Click",
            "all": "1",
        }
        chosen = self.chance.choice(_SUBSETS)
        pairs = [(name, fields[name]) for name in chosen]
        return urlencode(pairs, errors="surrogatepass").encode()


def send(client: Client, attacker: Attacker, path: str) -> int:
    method = attacker.chance.choice([*["POST"] * 8, "GET", "HEAD", "PUT"])
    origins: list[dict[str, Any]] = [{"origin": HERE}, {"origin": "\0"}, {}, {"origin": "null"}]
    return client.generic(
        method,
        path,
        attacker.invent_body(),
        attacker.chance.choice(TYPES),
        headers=attacker.chance.choice(origins),
    ).status_code


@BODIES
def test_nothing_breaks_and_nobody_else_is_confirmed_or_stopped(seed: int, bodies: int) -> None:
    confirmed = make_subscription(address="ben@other.example")
    make_subscription(address="cleo@other.example", state=State.ASKED)
    stopped = make_subscription(address="dora@other.example", state=State.STOPPED)
    # Neither address can change anything, and the other page must not take it.
    foreign = [get_confirm_path(confirmed), get_stop_path(stopped)]
    attacker = Attacker(foreign, load_declaration(), seed=seed)
    client = Client(raise_request_exception=False)
    statuses = set()

    for _ in range(bodies):
        page = attacker.chance.choice(["subscribe", "stop", "confirm"])
        token = quote(attacker.invent_token().replace("/", ""), errors="surrogatepass")
        path = "/m/subscribe/" if page == "subscribe" else f"/m/{page}/{token or '-'}/"
        statuses.add(send(client, attacker, path))

    assert {200, 400, 403, 404, 405} <= statuses
    assert not {status for status in statuses if status >= 500}
    others = Subscription.objects.filter(address__endswith="@other.example").order_by("pk")
    assert [row.state for row in others] == [State.CONFIRMED, State.ASKED, State.STOPPED]
    rows = Subscription.objects.exclude(address__endswith="@other.example")
    assert rows
    for row in rows:
        validate_email(row.address)
        assert (row.state, row.topic, row.source) == (State.ASKED, "weekly", "/story/")
    assert set(Mail.objects.values_list("slug", flat=True)) == {"confirmation"}
    receivers = set(Message.objects.values_list("address", flat=True))
    assert receivers <= set(rows.values_list("address", flat=True))
    assert Message.objects.count() <= 3 * len(receivers)
