"""Every kind of request gets its answer, and only good ones are stored."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from django.test import override_settings

from sharekit import collect, keys, tokens
from sharekit.buffers.database import DatabaseBuffer
from sharekit.collect import appender, limit
from sharekit.events import Event
from sharekit.keys import ArticleKey
from tests.buffers.contract import take
from tests.traffic import BRIDGE, SWIFTS, post, share, visit

DAY = 24 * 3600 * 1000
VIEW = {"kind": "view"}

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def end_the_appender() -> Iterator[None]:
    yield
    appender.stop()


def stored() -> list[Event]:
    return take(DatabaseBuffer())


def send(body: bytes, **headers: str) -> collect.Answer:
    return collect.answer(body, headers={"host": "news.example", **headers}, address="192.0.2.1")


def body(*events: Any, **more: Any) -> bytes:
    return json.dumps({"article": keys.sign(SWIFTS), "events": events, **more}).encode()


def test_a_share_is_stored_when_it_is_answered() -> None:
    token = tokens.mint("w")
    answer = post(share(token, parent="c1111111111", age=120))

    (event,) = stored()
    assert (answer.status, answer.body, answer.headers) == (204, b"", {})
    assert (event.kind, event.mark, event.parent, event.article) == (
        "share",
        token,
        "c1111111111",
        SWIFTS,
    )
    assert event.received - event.at == 120


def test_what_nobody_can_see_in_a_blocks_name_is_dropped() -> None:
    names = {"a\x1b[2J\tb": "a[2Jb", "\u202exe\u2066": "xe", "\x1b \u200b": "", "Über-1": "Über-1"}
    for name in names:
        copy = {"kind": "copy", "channel": "copy-text", "length": "long", "block": name}
        assert post(copy).status == 204

    assert [event.block for event in stored()] == [*names.values()]


def test_of_a_copied_passage_its_block_alone_is_stored() -> None:
    post({"kind": "copy", "channel": "copy-text", "length": "long", "block": "second"})

    (event,) = stored()
    assert (event.kind, event.mark, event.block) == ("copy", "t", "second")


def test_an_event_may_name_an_article_of_its_own() -> None:
    post(share(article=keys.sign(BRIDGE)), VIEW)

    assert [event.article for event in stored()] == [BRIDGE, SWIFTS]


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
    "a length that is none": body({"kind": "copy", "channel": "copy-text", "length": "huge"}),
    "nested without end": b'{"x": ' + b"[" * 8000 + b"}",
    "no article": json.dumps({"events": [VIEW]}).encode(),
}


@pytest.mark.parametrize("bad", BAD_BODIES.values(), ids=BAD_BODIES.keys())
def test_a_bad_body_is_refused_with_a_sentence(bad: bytes) -> None:
    answer = send(bad)

    assert answer.status == 400
    sentence = msgspec.json.decode(answer.body)["error"]
    assert sentence.endswith(".") and "regex" not in sentence
    assert answer.headers == {"Content-Type": "application/json"}
    assert stored() == []


def test_one_bad_event_refuses_its_whole_request() -> None:
    assert post(VIEW, VIEW, {"kind": "like"}).status == 400
    assert stored() == []


def test_a_body_over_8_kilobytes_is_refused() -> None:
    most = body(VIEW, padding="x" * 7000)
    most += b" " * (8192 - len(most))

    assert send(most).status == 204
    assert send(most + b" ").status == 413
    assert len(stored()) == 1


@pytest.mark.parametrize(
    "key",
    [
        "",
        "nonsense",
        "/swifts/ https://news.example/swifts/ Swifts:" + "A" * 43,
        keys.sign(SWIFTS).replace("Swifts", "Sharks"),
        keys.sign(SWIFTS)[:-1],
        "\0" + keys.sign(SWIFTS)[1:],
    ],
)
def test_an_article_that_was_not_signed_here_is_refused(key: str) -> None:
    answer = send(json.dumps({"article": key, "events": [VIEW]}).encode())

    assert answer.status == (400 if "\0" in key else 403)
    assert stored() == []


def test_a_key_of_another_site_is_refused() -> None:
    with override_settings(SECRET_KEY="another site's"):
        foreign = keys.sign(SWIFTS)

    assert send(json.dumps({"article": foreign, "events": [VIEW]}).encode()).status == 403


def test_a_key_signed_before_the_secret_changed_still_counts() -> None:
    old = keys.sign(SWIFTS)
    with override_settings(SECRET_KEY="the new one", SECRET_KEY_FALLBACKS=[]):
        assert send(json.dumps({"article": old, "events": [VIEW]}).encode()).status == 403
    with override_settings(
        SECRET_KEY="the new one", SECRET_KEY_FALLBACKS=["not a secret: tests only"]
    ):
        assert send(json.dumps({"article": old, "events": [VIEW]}).encode()).status == 204


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "https://evil.example",
        "https://news.example.evil.example",
        "https://[",
        "",
        "news.example",
    ],
)
def test_a_foreign_origin_is_refused(origin: str) -> None:
    assert send(body(VIEW), origin=origin).status == 403
    assert stored() == []


def test_no_host_is_nobodys_own_origin() -> None:
    assert send(body(VIEW), origin="null", host="").status == 403


@pytest.mark.parametrize("origin", ["https://news.example", "http://NEWS.example"])
def test_the_sites_own_origin_may_send(origin: str) -> None:
    assert send(body(VIEW), origin=origin).status == 204


@override_settings(SHAREKIT={"ORIGINS": ["https://M.example/"]})
def test_an_origin_of_the_setting_may_send_and_read_the_answer() -> None:
    answer = send(body(VIEW), origin="https://m.example")

    assert answer.status == 204
    assert answer.headers == {"Access-Control-Allow-Origin": "https://m.example", "Vary": "Origin"}
    assert send(body({"kind": "like"}), origin="https://m.example").headers["Vary"] == "Origin"


def test_an_event_may_be_a_week_old() -> None:
    post(share(age=7 * DAY), visit("w1111111111", age=5))

    act, view = stored()
    assert (act.received - act.at, view.received - view.at) == (7 * DAY, 5)


@pytest.mark.parametrize("age", [-1, 7 * DAY + 1, 8 * DAY])
def test_an_event_of_an_impossible_age_is_ignored_and_the_others_are_stored(age: int) -> None:
    answer = post(share(age=age), VIEW)

    assert (answer.status, answer.headers) == (204, {"X-Sharekit-Ignored": "age"})
    assert [event.kind for event in stored()] == ["view"]


def test_a_crawler_is_ignored() -> None:
    answer = post(VIEW, user_agent="Mozilla/5.0 (compatible; Googlebot/2.1)")

    assert (answer.status, answer.headers) == (204, {"X-Sharekit-Ignored": "bot"})
    assert stored() == []


def test_a_browser_that_a_test_drives_is_counted() -> None:
    agent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/156.0.0.0 Safari/537"

    assert post(VIEW, user_agent=agent).headers == {}


@pytest.mark.parametrize("wish", [{"sec_gpc": "1"}, {"dnt": "1"}])
def test_a_reader_who_asks_for_privacy_is_counted_by_the_letter_alone(wish: dict[str, Any]) -> None:
    post(share("w1111111111", parent="c1111111111"), visit("e1111111111"), **wish)

    act, view = stored()
    assert (act.mark, act.parent) == ("w", "")
    assert (view.mark, view.name, view.reader, view.source) == ("e", "", "", "shared")


@override_settings(SHAREKIT={"PRIVACY": "channel"})
def test_a_site_may_ask_for_letters_alone() -> None:
    post(share("w1111111111"), visit("e1111111111"))

    assert [event.mark for event in stored()] == ["w", "e"]


def test_where_a_visit_came_from_is_stored_without_its_address() -> None:
    entry = {"kind": "view", "entry": True}
    post(VIEW, entry, entry | {"referrer": "https://a.example"}, entry | {"token": "w"})

    events = stored()
    assert [event.source for event in events] == ["", "dark", "referral", "shared"]
    assert "a.example" not in repr(events)


@override_settings(SHAREKIT={"RATE_LIMIT_NETWORK": "5/minute", "RATE_LIMIT_READER": "3/minute"})
def test_who_sends_too_often_is_asked_to_wait() -> None:
    limit._limiter.cache_clear()
    reader = [post(VIEW, user_agent="a").status for _ in range(4)]
    network = [post(VIEW, user_agent="b") for _ in range(2)]
    elsewhere = post(VIEW, address="192.0.2.2")

    assert reader == [204, 204, 204, 429]
    assert [answer.status for answer in network] == [204, 429]
    assert 0 < int(network[1].headers["Retry-After"]) <= 60
    assert elsewhere.status == 204
    assert len(stored()) == 5


@override_settings(SHAREKIT={"RATE_LIMIT_NETWORK": "1/minute"})
def test_one_limit_is_enough() -> None:
    limit._limiter.cache_clear()

    assert [post(VIEW, user_agent=agent).status for agent in "ab"] == [204, 429]


def test_a_key_survives_its_signature() -> None:
    key = ArticleKey("newspaper.story:7", "https://news.example/a", "A title: with a colon")

    assert keys.read(keys.sign(key)) == key
