"""Every kind of request gets its answer, and only good ones are stored."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from django.test import override_settings
from pytest_django import Settings

from sharekit import keys, tokens
from sharekit.collect.answer import FINAL
from tests.support.traffic import BRIDGE, HOUR, SWIFTS, post, share, visit
from tests.unit.collect.answers.bodies import BAD_BODIES, DAY, VIEW, body, send, stored

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_share_is_stored_when_it_is_answered() -> None:
    token = tokens.mint("w")
    answer = post(share(token, parent="c1111111111", age=120))

    (event,) = stored()
    assert (answer.status, answer.body, answer.headers) == (204, b"", FINAL)
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


def test_of_a_copied_passage_only_its_block_is_stored() -> None:
    post({"kind": "copy", "channel": "copy-text", "length": "long", "block": "second"})

    (event,) = stored()
    assert (event.kind, event.mark, event.block) == ("copy", "t", "second")


def test_a_copy_of_a_few_words_is_a_lookup_whatever_else_it_claims() -> None:
    copy = {"kind": "copy", "channel": "copy-text", "length": "short"}
    post(copy, copy | {"token": tokens.mint("t"), "parent": "c1111111111", "block": "second"})

    lookups = stored()
    assert [event.kind for event in lookups] == ["lookup", "lookup"]
    assert [(event.mark, event.parent, event.block) for event in lookups] == [("t", "", "")] * 2


def test_an_event_may_name_an_article_of_its_own() -> None:
    post(share(article=keys.sign(BRIDGE)), VIEW)

    assert [event.article for event in stored()] == [BRIDGE, SWIFTS]


@pytest.mark.parametrize("bad", BAD_BODIES.values(), ids=BAD_BODIES.keys())
def test_a_bad_body_is_refused_with_a_sentence(bad: bytes) -> None:
    answer = send(bad)

    assert answer.status == 400
    sentence = msgspec.json.decode(answer.body)["error"]
    assert sentence.endswith(".") and "regex" not in sentence
    assert answer.headers == {"Content-Type": "application/json", **FINAL}
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


def test_acts_of_channels_that_are_not_valid_are_ignored_and_the_others_are_stored() -> None:
    unknown = share() | {"channel": "copy-bogus"}
    foreign = share() | {"token": tokens.mint("e")}

    answer = post(VIEW, unknown, share(), foreign)

    assert (answer.status, answer.headers["X-Sharekit-Ignored"]) == (204, "channel")
    assert [event.kind for event in stored()] == ["view", "share"]
    for act in (unknown, foreign):
        assert send(body(act)).status == 400
    assert send(body(VIEW, share() | {"parent": "w1"})).status == 400
    assert stored() == []


def test_an_event_that_a_device_kept_may_be_a_week_old(settings: Settings) -> None:
    settings.SHAREKIT = {"CONSENT": "ask"}

    send(body(share(age=7 * DAY), visit("w1111111111", age=DAY)))

    act, view = stored()
    assert (act.received - act.at, view.received - view.at) == (7 * DAY, DAY)


UNNAMED = [
    {"kind": "view", "entry": True},
    {"kind": "view", "entry": True, "token": "w", "id": "x1111111111"},
    {"kind": "share", "channel": "whatsapp"},
    {"kind": "copy", "channel": "copy-text", "length": "short"},
    {"kind": "copy", "channel": "copy-text", "length": "short", "token": "t1111111111"},
]


@pytest.mark.parametrize(
    ("given", "events", "headers"),
    [
        ({"CONSENT": "given"}, UNNAMED, {}),
        ({"CONSENT": "given"}, [share(), visit("w1111111111")], {"sec-gpc": "1"}),
        ({"CONSENT": "given", "PRIVACY": "channel"}, [share(), visit("w1111111111")], {}),
        ({}, [*UNNAMED, share(), visit("w1111111111")], {}),
    ],
)
def test_an_event_that_no_device_kept_may_be_an_hour_old(
    settings: Settings,
    given: dict[str, str],
    events: list[dict[str, Any]],
    headers: dict[str, str],
) -> None:
    settings.SHAREKIT = given

    late = [send(body({**event, "age": HOUR + 1}), **headers) for event in events]
    assert stored() == []
    in_time = [send(body({**event, "age": HOUR}), **headers) for event in events]

    assert [answer.headers["X-Sharekit-Ignored"] for answer in late] == ["age"] * len(events)
    assert [answer.headers for answer in in_time] == [FINAL] * len(events)
    assert {event.received - event.at for event in stored()} == {HOUR}


@pytest.mark.parametrize("age", [-1, 7 * DAY + 1, 8 * DAY])
def test_an_event_of_an_impossible_age_is_ignored_and_the_others_are_stored(age: int) -> None:
    answer = post(share(age=age), VIEW)

    assert (answer.status, answer.headers) == (204, {"X-Sharekit-Ignored": "age", **FINAL})
    assert [event.kind for event in stored()] == ["view"]


def test_a_crawler_is_ignored() -> None:
    answer = post(VIEW, user_agent="Mozilla/5.0 (compatible; Googlebot/2.1)")

    assert (answer.status, answer.headers) == (204, {"X-Sharekit-Ignored": "bot", **FINAL})
    assert stored() == []


def test_a_browser_without_a_screen_is_ignored_and_one_inside_an_app_is_counted() -> None:
    agent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/156.0.0.0 Safari/537"

    assert post(VIEW, user_agent=agent).headers == {"X-Sharekit-Ignored": "bot", **FINAL}
    in_app = agent.replace("Headless", "") + " MetaIAB Facebook"
    assert post(VIEW, user_agent=in_app).headers == FINAL
    assert len(stored()) == 1


@pytest.mark.parametrize("wish", [{"sec_gpc": "1"}, {"dnt": "1"}])
def test_a_reader_who_asks_for_privacy_is_counted_only_by_the_letter(wish: dict[str, Any]) -> None:
    post(share("w1111111111", parent="c1111111111"), visit("e1111111111"), **wish)

    act, view = stored()
    assert (act.mark, act.parent) == ("w", "")
    assert (view.mark, view.name, view.reader, view.source) == ("e", "", "", "shared")


@override_settings(SHAREKIT={"PRIVACY": "channel"})
def test_a_site_may_ask_for_letters_only() -> None:
    post(share("w1111111111"), visit("e1111111111"))

    assert [event.mark for event in stored()] == ["w", "e"]


def test_where_a_visit_came_from_is_stored_without_its_address() -> None:
    entry = {"kind": "view", "entry": True}
    post(VIEW, entry, entry | {"referrer": "https://a.example"}, entry | {"token": "w"})

    events = stored()
    assert [event.source for event in events] == ["", "dark", "referral", "shared"]
    assert "a.example" not in repr(events)
