"""For any input the answer comes from collect, and only valid events are stored."""

from __future__ import annotations

import json
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sharekit import events, keys
from sharekit.collect import appender
from sharekit.collect.answer import answer
from sharekit.tokens import is_token
from tests.support.traffic import SWIFTS

leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30)


def hold(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return lists and objects that hold such values."""
    return st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)


# Three deep; st.recursive goes no deeper in practice, and takes four times as long to draw.
anything = leaves | hold(leaves | hold(leaves | hold(leaves)))
nearly_tokens = st.sampled_from(
    ["wK7mQ2xR9tL", "eK7mQ2xR9tL", "cK7mQ2xR9tL", "w", "", "w0000000000", "wK7mQ2xR9t"]
)
nearly_events = st.fixed_dictionaries(
    {"kind": st.sampled_from(["share", "copy", "view"]) | anything},
    optional={
        "channel": st.sampled_from(["whatsapp", "email", "copy-link", "copy-text"]) | anything,
        "token": nearly_tokens | anything,
        "parent": nearly_tokens | anything,
        "id": nearly_tokens | anything,
        "entry": st.booleans() | anything,
        "length": st.sampled_from(["short", "long"]) | anything,
        "referrer": st.text(),
        "age": st.integers(-10, 2 * events.LATE) | anything,
        "article": anything,
    },
)
nearly_bodies = st.fixed_dictionaries(
    {"events": st.lists(nearly_events, max_size=34) | anything},
    optional={"article": st.just(keys.sign(SWIFTS)) | anything, "more": anything},
)
headers = st.dictionaries(
    st.sampled_from(["origin", "user-agent", "x-forwarded-for", "sec-gpc", "dnt", "host"]),
    st.sampled_from(["https://news.example", "null", "1", "Mozilla/5.0", ""]) | st.text(),
)


def check(body: bytes, headers: dict[str, str]) -> None:
    stored: list[events.Event] = []
    with patch.object(appender, "append", stored.extend):
        given = answer(body, headers=headers, address="192.0.2.1")
    assert given.status in {204, 400, 403, 413}
    if given.status != 204:
        assert set(json.loads(given.body)) == {"error"}
        assert stored == []
    assert events.decode(events.encode(stored)) == stored
    for event in stored:
        assert event.article == SWIFTS
        assert event.mark == "" or len(event.mark) == 1 or is_token(event.mark)
        assert event.received - events.LATE <= event.at <= event.received


@pytest.mark.django_db
@given(body=st.binary(max_size=9000), headers=headers)
def test_any_bytes_are_answered(body: bytes, headers: dict[str, str]) -> None:
    check(body, headers)


@pytest.mark.django_db
@given(
    body=nearly_bodies,
    place=st.integers(0, 400),
    bytes_=st.binary(max_size=4),
)
def test_any_bytes_in_a_nearly_valid_body_are_answered(
    body: dict[str, Any], place: int, bytes_: bytes
) -> None:
    text = json.dumps(body).encode()
    check(text[:place] + bytes_ + text[place + len(bytes_) :], {})


@pytest.mark.django_db
@given(body=nearly_bodies, headers=headers)
def test_any_nearly_valid_body_is_answered(body: dict[str, Any], headers: dict[str, str]) -> None:
    check(json.dumps(body).encode(), headers)
