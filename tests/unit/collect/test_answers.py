"""Every kind of request gets its answer, and only good ones are stored."""

from __future__ import annotations

import json
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from django.core import signing
from django.test import override_settings
from msgspec.structs import replace
from pytest_django import Settings

from sharekit import collect, keys, tokens
from sharekit.buffers.database import DatabaseBuffer
from sharekit.collect import appender
from sharekit.collect.answer import FINAL
from sharekit.collect.senders import counters, limit
from sharekit.events import Event
from sharekit.keys import ArticleKey
from tests.support.traffic import BRIDGE, HOUR, SWIFTS, post, share, visit
from tests.unit.buffers.contract import take

DAY = 24 * 3600 * 1000
VIEW = {"kind": "view"}
PUBLIC = "93.184.215.14"

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
    "an unknown length": body({"kind": "copy", "channel": "copy-text", "length": "huge"}),
    "nested without end": b'{"x": ' + b"[" * 8000 + b"}",
    "no article": json.dumps({"events": [VIEW]}).encode(),
}


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


@pytest.mark.parametrize(
    "key",
    [
        "",
        "nonsense",
        "/swifts/ https://news.example/swifts/ Swifts:g1e:" + "A" * 43,
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


def test_events_with_keys_that_are_not_valid_are_ignored_and_the_others_are_stored() -> None:
    fake = f"x https://evil.example/ The real story:g1e:{'A' * 43}"

    answer = post(VIEW, VIEW | {"article": fake})

    assert (answer.status, answer.headers["X-Sharekit-Ignored"]) == (204, "key")
    assert [event.kind for event in stored()] == ["view"]
    # The page's own key may be the fake one, and an event's the genuine one.
    answer = send(body(VIEW, VIEW | {"article": keys.sign(BRIDGE)}, article=fake))
    assert answer.status == 204
    assert [event.article for event in stored()] == [BRIDGE]
    assert send(body(VIEW, share(), article=fake)).status == 403
    assert stored() == []


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


def test_a_key_signed_before_the_secret_changed_still_counts() -> None:
    old = keys.sign(SWIFTS)
    with override_settings(SECRET_KEY="the new one", SECRET_KEY_FALLBACKS=[]):
        assert send(json.dumps({"article": old, "events": [VIEW]}).encode()).status == 403
    with override_settings(
        SECRET_KEY="the new one", SECRET_KEY_FALLBACKS=["not a secret: tests only"]
    ):
        assert send(json.dumps({"article": old, "events": [VIEW]}).encode()).status == 204


def test_a_key_of_a_future_day_is_refused_except_for_tomorrow() -> None:
    today = keys.get_day()
    for day, status in {today + 1: 204, today + 2: 403, 1_000_000: 403}.items():
        key = keys.sign(replace(SWIFTS, day=day))
        assert send(json.dumps({"article": key, "events": [VIEW]}).encode()).status == status, day


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


def test_the_sites_own_origin_may_send() -> None:
    for host, origin in {
        "news.example": "https://news.example",
        "NEWS.example": "http://news.example",
        "news.example:443": "https://news.example",
        "news.example:80": "http://news.example",
        "news.example:8000": "http://news.example:8000",
        "[2001:db8::1]": "https://[2001:db8::1]",
    }.items():
        assert send(body(VIEW), origin=origin, host=host).status == 204, origin
    for host, origin in {
        "news.example": "https://news.example:8443",
        "news.example:80": "https://news.example",
        "news.example:8000": "http://news.example",
    }.items():
        assert send(body(VIEW), origin=origin, host=host).status == 403, origin


TRUSTING = {
    "SHAREKIT": {
        "ORIGINS": ["https://M.example/", "not valid"],
        "SITE_URL": "https://köln.example",
    },
    "CSRF_TRUSTED_ORIGINS": ["https://*.trusted.example", "http://one.example:8000"],
}


@override_settings(**TRUSTING)
def test_trusted_origins_may_send_and_read_the_answer_whatever_the_host() -> None:
    shared = {"Access-Control-Expose-Headers": "X-Sharekit, Retry-After", "Vary": "Origin"}
    for origin in (
        "https://m.example",
        "https://m.example:443",
        # A proxy that passes its own name for the backend: the page's origin is SITE_URL.
        "https://xn--kln-sna.example",
        "https://a.trusted.example",
        "https://trusted.example",
        "http://one.example:8000",
    ):
        answer = send(body(VIEW), origin=origin, host="web:8000")
        assert (answer.status, answer.headers) == (
            204,
            {"Access-Control-Allow-Origin": origin, **shared, **FINAL},
        )
    for origin in (
        "http://m.example",
        "https://m.example:8443",
        "https://trusted.example.evil.example",
        "https://nottrusted.example",
        "http://a.trusted.example",
        "http://one.example",
        "https://not valid",
    ):
        assert send(body(VIEW), origin=origin, host="web:8000").status == 403, origin
    assert send(body({"kind": "like"}), origin="https://m.example").headers["Vary"] == "Origin"


def test_only_an_answer_about_the_events_themselves_is_final() -> None:
    assert send(body(VIEW)).headers.items() >= FINAL.items()
    assert send(b"{").headers.items() >= FINAL.items()
    assert send(b" " * 8193).headers.items() >= FINAL.items()
    assert send(body(VIEW, article="no key")).headers.items() >= FINAL.items()
    # The site's own origin may be set tomorrow.
    assert "X-Sharekit" not in send(body(VIEW), origin="https://evil.example").headers


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


def test_a_late_event_costs_as_much_as_a_marked_visit(settings: Settings) -> None:
    settings.SHAREKIT = {"CONSENT": "given", "RATE_LIMIT_READER": "24/day"}

    for age, count in ((HOUR, 24), (HOUR + 1, 3)):
        content = body(share(age=age))
        answers = [
            collect.answer(content, headers={"user-agent": str(age)}, address=PUBLIC).status
            for _ in range(count + 1)
        ]
        assert answers == [204] * count + [429]


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


def post_all(*bodies: list[dict[str, Any]], **more: Any) -> list[int]:
    """Send each body as the same reader, and return the statuses."""
    return [post(*events, **{"address": PUBLIC} | more).status for events in bodies]


@override_settings(SHAREKIT={"RATE_LIMIT_NETWORK": "30/day", "RATE_LIMIT_READER": "20/day"})
def test_who_sends_too_many_events_is_asked_to_wait() -> None:
    limit._get_counter.cache_clear()
    marked = visit("w1111111111")

    # 8 for a marked view, else 1 for each event: 10, 18, 20, and nothing is left.
    assert post_all([VIEW] * 10, [marked], [visit("w"), share()], [VIEW]) == [204, 204, 204, 429]
    # The network has 10 more, which are not enough for 16.
    assert post_all([marked, marked], user_agent="b") == [429]
    answer = post(VIEW, address=PUBLIC, user_agent="c")
    assert (answer.status, 0 < int(answer.headers["Retry-After"]) <= 86_400) == (429, True)
    assert post_all([VIEW], address="93.184.215.15") == [204]
    assert len(stored()) == 14


@override_settings(SHAREKIT={"RATE_LIMIT_NETWORK": "3/day", "RATE_LIMIT_READER": ""})
def test_a_request_of_which_nothing_is_stored_counts_as_one_event() -> None:
    limit._get_counter.cache_clear()
    crawler = {"user_agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}

    bad = [collect.answer(b"{", headers={"host": "h"}, address=PUBLIC).status for _ in range(2)]
    assert [*bad, *post_all([VIEW], **crawler), *post_all([VIEW])] == [400, 400, 204, 429]
    assert collect.answer(b"{", headers={"host": "h"}, address=PUBLIC).status == 429


@override_settings(SHAREKIT={"RATE_LIMIT_NETWORK": "1/day", "RATE_LIMIT_READER": ""})
def test_one_limit_is_enough() -> None:
    limit._get_counter.cache_clear()

    assert [post(VIEW, address=PUBLIC, user_agent=agent).status for agent in "ab"] == [204, 429]


@pytest.mark.parametrize(
    ("sharekit", "reason"),
    [
        ({"IGNORE_NETWORKS": ["93.184.215.0/24"]}, "network"),
        ({"IGNORE_AGENTS": ["Firefox/153"]}, "agent"),
    ],
)
def test_ignored_senders_learn_why_and_are_not_limited(sharekit: Any, reason: str) -> None:
    with override_settings(SHAREKIT=sharekit | {"RATE_LIMIT_READER": "1/day"}):
        answers = [post(VIEW, share(), address=PUBLIC) for _ in range(3)]

    assert {answer.status for answer in answers} == {204}
    assert answers[2].headers == {"X-Sharekit-Ignored": reason, **FINAL}
    assert stored() == []


def test_a_forger_at_one_address_counts_128_shares_a_minute_not_800(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With 50 requests of 32 events, each as another browser."""
    limit._get_counter.cache_clear()
    monkeypatch.setattr(counters, "time", SimpleNamespace(time=lambda: 1_790_000_000.0))
    forged = [share() for _ in range(16)] + [visit(tokens.mint("w")) for _ in range(16)]

    answers = [post_all(forged, user_agent=f"Firefox/{n}")[0] for n in range(50)]

    # 144 of a reader's 120 count as 120, 144 of a network's 1,200 as 144.
    assert answers == [204] * 8 + [429] * 42
    assert sum(event.kind == "share" for event in stored()) == 8 * 16


def test_a_key_survives_its_signature() -> None:
    for title in ("A title: with a colon", "A title:zz", "a:b:c", ":", "https://a.example/:1:2"):
        for day in (0, 1, 20_786):
            key = ArticleKey("newspaper.story:7", "https://news.example/a", title, day)
            assert keys.read(keys.sign(key)) == key


def test_a_key_from_before_keys_had_days_is_refused() -> None:
    """Its title could end like a day that is yet to come."""
    for title in ("Swifts", "Swifts:zzz", "Swifts: zzz"):
        old = signing.Signer(salt="sharekit.article").sign(f"/a/ https://news.example/a/ {title}")
        assert send(json.dumps({"article": old, "events": [VIEW]}).encode()).status == 403


def test_the_day_of_a_key_cannot_be_changed() -> None:
    text = keys.sign(ArticleKey("/a/", "https://news.example/a/", "A", 20_786))
    assert ":g1e:" in text
    for day in ("g1f", "zzz", "G1E", "", "g1e:g1e"):
        changed = text.replace(":g1e:", f":{day}:")
        assert send(json.dumps({"article": changed, "events": [VIEW]}).encode()).status == 403
