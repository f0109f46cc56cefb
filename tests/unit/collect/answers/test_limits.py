"""Senders of too many events are asked to wait."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import override_settings
from pytest_django import Settings

from sharekit import tokens
from sharekit.collect import stamp
from sharekit.collect.answer import FINAL, answer
from sharekit.collect.senders import counters, limit, rows
from tests.support.traffic import HOUR, post, share, stamped, visit
from tests.unit.collect.answers.bodies import PUBLIC, VIEW, body, stored

DATABASE = "sharekit.buffers.database.DatabaseBuffer"

pytestmark = pytest.mark.django_db(transaction=True)


def post_all(*bodies: list[dict[str, Any]], **more: Any) -> list[int]:
    """Send each body as the same reader, and return the statuses."""
    return [post(*events, **{"address": PUBLIC} | more).status for events in bodies]


@override_settings(SHAREKIT={"RATE_LIMIT_NETWORK": "30/day", "RATE_LIMIT_READER": "20/day"})
def test_who_sends_too_many_events_is_asked_to_wait() -> None:
    marked = visit("w1111111111")

    # 8 for a marked view, else 1 for each event: 10, 18, 20, and nothing is left.
    assert post_all([VIEW] * 10, [marked], [visit("w"), share()], [VIEW]) == [204, 204, 204, 429]
    # The network has 10 more, which are not enough for 16.
    assert post_all([marked, marked], user_agent="b") == [429]
    given = post(VIEW, address=PUBLIC, user_agent="c")
    assert (given.status, 0 < int(given.headers["Retry-After"]) <= 86_400) == (429, True)
    assert post_all([VIEW], address="93.184.215.15") == [204]
    assert len(stored()) == 14


@override_settings(SHAREKIT={"RATE_LIMIT_NETWORK": "3/day", "RATE_LIMIT_READER": ""})
def test_a_request_of_which_nothing_is_stored_counts_as_one_event() -> None:
    crawler = {"user_agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}

    bad = [answer(b"{", headers={"host": "h"}, address=PUBLIC).status for _ in range(2)]
    assert [*bad, *post_all([VIEW], **crawler), *post_all([VIEW])] == [400, 400, 204, 429]
    assert answer(b"{", headers={"host": "h"}, address=PUBLIC).status == 429


@override_settings(SHAREKIT={"RATE_LIMIT_NETWORK": "1/day", "RATE_LIMIT_READER": ""})
def test_one_limit_is_enough() -> None:
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
    monkeypatch.setattr(counters, "time", SimpleNamespace(time=lambda: 1_790_000_000.0))
    forged = [share() for _ in range(16)] + [visit(tokens.mint("w")) for _ in range(16)]

    answers = [post_all(forged, user_agent=f"Firefox/{n}")[0] for n in range(50)]

    # 144 of a reader's 120 count as 120, 144 of a network's 1,200 as 144.
    assert answers == [204] * 8 + [429] * 42
    assert sum(event.kind == "share" for event in stored()) == 8 * 16


def test_a_network_may_take_up_so_much_storage_a_day(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    # No hour ends meanwhile.
    monkeypatch.setattr(stamp, "time", SimpleNamespace(time_ns=lambda: 1_790_000_000 * 10**9))
    settings.SHAREKIT = {
        "RATE_LIMIT_NETWORK": "",
        "RATE_LIMIT_READER": "",
        "RATE_LIMIT_ROWS": "4/day",
    }
    bare = {"kind": "share", "channel": "whatsapp"}
    # Each is the first event of its cell.
    seen = [VIEW, bare, visit("w"), {"kind": "view", "referrer": "https://a.example"}]
    copied = {"kind": "copy", "channel": "copy-text", "length": "long"}
    looked_up = copied | {"length": "short", "block": "intro", "token": tokens.mint("t")}
    own = [visit("w1111111111"), share(), copied | {"block": "intro"}]

    known = [*seen, copied, looked_up]
    assert post_all(known, address="93.184.215.15") == [204]
    assert post_all(known * 5) == [204]
    assert post_all(*([row] for row in own), user_agent="a") == [204] * 3
    assert post_all([share()], [share()], known, user_agent="b") == [204, 429, 204]
    # Sent again, it is still the first of its cell.
    assert post_all(*[[{"kind": "share", "channel": "email"}]] * 2) == [429, 429]
    assert post_all([VIEW | {"age": HOUR}]) == [429]
    # What is ignored adds nothing.
    assert post_all([VIEW | {"age": HOUR + 1}] * 9, [VIEW], user_agent="Googlebot/2.1") == [
        204,
        204,
    ]


@override_settings(SHAREKIT={"RATE_LIMIT_ROWS": ""})
def test_a_site_may_let_a_network_add_any_number_of_rows() -> None:
    assert post_all(*[[share()]] * 20) == [204] * 20
    assert len(stored()) == 20


@override_settings(SHAREKIT={"RATE_LIMIT_NETWORK": "4/hour", "RATE_LIMIT_ROWS": "4/hour"})
def test_two_limits_of_one_rate_are_counted_apart() -> None:
    assert post_all(*[[share()]] * 4, [share()]) == [204] * 4 + [429]


def test_rows_that_were_not_stored_take_nothing_from_their_network(settings: Settings) -> None:
    limits = {"RATE_LIMIT_NETWORK": "", "RATE_LIMIT_READER": "", "RATE_LIMIT_ROWS": "4/day"}
    full = {"BUFFER": {"BACKEND": DATABASE, "OPTIONS": {"BACKLOG": 1}}}
    settings.SHAREKIT = limits | full

    assert post_all([share()], *[[share()]] * 9) == [204] + [503] * 9
    # The network has sent one row, and has three more.
    settings.SHAREKIT = limits
    assert post_all(*[[share()]] * 4) == [204] * 3 + [429]


def test_rows_given_back_in_another_window_change_nothing() -> None:
    rate, counter = limit._parse_rate("4/day"), counters.MemoryCounter()
    for sender in ("a", "b"):
        counter.give_back([(rate, sender)], cost=3)
    assert counter.add([(rate, "a")], cost=4) == 0
    counter.give_back([(rate, "b")], cost=9)
    counter.give_back([(rate, "a")], cost=9)
    assert set(counter._windows[86_400][1].values()) == {0}


def test_rows_are_limited_while_the_counter_of_all_processes_is_away(settings: Settings) -> None:
    settings.SHAREKIT = {
        "RATE_LIMIT_ROWS": "2/day",
        "RATE_LIMIT_STORE": "redis://127.0.0.1:9/0",
    }

    assert post_all(*[[share()]] * 3) == [204, 204, 429]


def test_a_process_forgets_cells_before_they_fill_its_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rows, "MOST", 2)
    views = [stamped(source=source) for source in ("dark", "search", "social")]
    for events, number in ((views[:2], 2), (views[:2], 0), (views, 1), (views, 2)):
        found, cells = rows.find_new(events)
        rows.remember(cells)
        assert found == number
    assert len(rows._cells) == 2


def test_a_network_of_ipv6_shares_its_storage_with_its_48(settings: Settings) -> None:
    settings.SHAREKIT = {"RATE_LIMIT_ROWS": "1/day"}

    sent = [post(share(), address=f"2606:2800:21f:{n:x}::1").status for n in range(11)]
    assert sent == [204] * 10 + [429]
    forwarded = [post(share(), address=PUBLIC, x_forwarded_for="1.1.1.1").status for _ in range(11)]
    assert forwarded == [204] * 10 + [429]


def test_a_late_event_costs_as_much_as_a_marked_visit(settings: Settings) -> None:
    settings.SHAREKIT = {"CONSENT": "given", "RATE_LIMIT_READER": "24/day"}

    for age, count in ((HOUR, 24), (HOUR + 1, 3)):
        content = body(share(age=age))
        answers = [
            answer(content, headers={"user-agent": str(age)}, address=PUBLIC).status
            for _ in range(count + 1)
        ]
        assert answers == [204] * count + [429]
