"""Whatever a browser sends to the pages: no error, and nobody joins or is rewarded."""

from __future__ import annotations

import random
import re
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import quote

import pytest
from django.test import Client

from sharekit.contrib.conversions.models import Conversion
from sharekit.contrib.conversions.public import record_conversion
from sharekit.contrib.promotions.models import Advocate, Promotion, Referral, Reward
from tests.unit.contrib.promotions.pages.making import CODE, ORDER, PANEL

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.parametrize(
        "bodies", [300, pytest.param(100_000, marks=[pytest.mark.thorough, pytest.mark.slow])]
    ),
]
PARTS: Final = [
    "",
    "\0",
    "\ud800",
    "a" * 1_000_000,
    CODE,
    "friends",
    "wAAAAAAAAAA",
    "w",
    "..",
    "//evil.example/",
    "\\evil.example",
    "javascript:alert(1)",
    "\r\nSet-Cookie: a=b",
    "' OR 1=1 --",
    "%s",
    "%00",
    "{{ settings.SECRET_KEY }}",
    "\u202e",
    "\U0001f381",
]
PATHS: Final = ["/r/{}/", "/r/{}/accept/", "/r/p/{}/", "/r/p/{}/join/", "/r/p/{}/leave/"]
NAMES: Final = ["terms", "next", "code", "ref", "sharekit_token", "csrfmiddlewaretoken", "\0"]
TYPES: Final = [
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "application/json",
    "text/plain; charset=utf-7",
    "\ud83d",
]


def invent(chance: random.Random) -> str:
    """Return a text of known parts, or of any characters."""
    if chance.randrange(3):
        return "".join(chance.choices(PARTS, k=chance.randrange(1, 4)))
    return "".join(chr(chance.randrange(0x11000)) for _ in range(chance.randrange(40)))


def quote_part(text: str) -> str:
    """Return a text as one part of a path, no longer than web servers accept."""
    return quote(text[:4000], safe="", errors="surrogatepass")


def send(client: Client, chance: random.Random) -> Any:
    """Send one request to a page, or to a page of the site with a field or the panel."""
    values = {name: invent(chance) for name in chance.sample(NAMES, k=3)}
    query = "&".join(f"{quote_part(name)}={quote_part(values[name])}" for name in values)
    path = chance.choice([*PATHS, ORDER, PANEL]).format(quote_part(invent(chance)))
    headers = {"Accept-Language": invent(chance)[:100], "Referer": invent(chance)[:4000]}
    if chance.randrange(2):
        return client.get(f"{path}?{query}", headers=headers)
    body = query if chance.randrange(4) else invent(chance)
    return client.generic(
        "POST",
        f"{path}?{query}",
        body.encode(errors="surrogatepass"),
        content_type=chance.choice(TYPES),
        headers=headers,
    )


def test_no_request_is_an_error_or_lets_somebody_join(
    bodies: int, advocate: Advocate, ben: Client
) -> None:
    chance = random.Random(18)
    checked = Client(enforce_csrf_checks=True)
    seen = set()

    for _ in range(bodies):
        answer = send(chance.choice([checked, ben]), chance)
        seen.add(answer.status_code)
        assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, answer.request
        assert "evil.example" not in answer.headers.get("Location", "").partition("?")[0]

    assert {200, 303, 400, 403, 404, 405} <= seen
    assert list(Advocate.objects.all()) == [advocate]
    assert Promotion.objects.get().rewarded == 0
    assert not Referral.objects.exists()
    assert not Reward.objects.exists()


def test_no_text_of_the_hidden_field_stops_an_order_or_is_kept(bodies: int) -> None:
    chance = random.Random(18)

    for number in range(bodies):
        assert record_conversion("order", number, token=invent(chance)) is not None

    tokens = set(Conversion.objects.values_list("token", flat=True))
    assert Conversion.objects.count() == bodies
    assert {"", "w"} <= tokens
    assert all(re.fullmatch("|[a-zA-Z]|[a-zA-Z][1-9A-HJ-NP-Za-km-z]{10}", each) for each in tokens)
