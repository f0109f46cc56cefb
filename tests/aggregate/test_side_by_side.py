"""Workers side by side on PostgreSQL: they wait for one another, and nobody deadlocks."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import product
from typing import Any

import pytest
from django.db import connection, connections, transaction

from sharekit import aggregate, models
from sharekit.aggregate.count import count
from sharekit.aggregate.settle import CURSOR
from sharekit.buffers import cursors
from sharekit.buffers.database import DatabaseBuffer
from sharekit.events import Event
from sharekit.keys import ArticleKey
from sharekit.tokens import ALPHABET
from tests.aggregate.test_counts import assert_totals_agree, count_by_hand, read_rollups
from tests.buffers.contract import number, take
from tests.traffic import BRIDGE, EVENTS, HOUR, MADE, NOON, SWIFTS, make_link, stamped

ROUNDS = 15
OLD = int((datetime.now(UTC) - timedelta(days=100)).timestamp() * 1000)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def skip_sqlite(db: None) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time")


def run_together(*works: Callable[[], Any]) -> None:
    """Run functions at the same moment, each on a connection of its own."""
    gate = threading.Barrier(len(works))

    def run_one(work: Callable[[], Any]) -> None:
        try:
            gate.wait()
            work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        for ended in [pool.submit(run_one, work) for work in works]:
            ended.result()


# Of this run's database: others may be tested on the same server.
WAITING = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


def wait_for_a_lock() -> None:
    """Return when another connection waits for a lock."""
    while True:
        with connection.cursor() as cursor:
            # What a transaction has seen of others it sees again until it is told to forget it.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
        time.sleep(0.01)


def count_in_transaction(events: list[Event]) -> None:
    with transaction.atomic():
        count(events)


def test_overlapping_batches_in_opposite_orders_count_each_event_once() -> None:
    named = [event for event in EVENTS if len(event.mark) > 1]
    for _ in range(ROUNDS):
        run_together(
            lambda: count_in_transaction(named),
            lambda: count_in_transaction(named[::-1]),
        )

    assert read_rollups() == count_by_hand(named)
    assert_totals_agree()


def test_counting_and_folding_side_by_side_count_each_event_once() -> None:
    for round_ in range(ROUNDS):
        # In the order of their ids, and against it.
        views = [
            stamped(
                article=ArticleKey(f"/{number}/", f"https://news.example/{number}/", "A"),
                source="dark",
                at=OLD + round_ % 3 * HOUR,
            )
            for number in range(20)
        ]
        acts = [stamped(kind="copy", mark=letter, at=OLD) for letter in "ctc"]
        run_together(
            partial(count_in_transaction, [*views, *acts]),
            aggregate.fold,
            partial(count_in_transaction, [*acts, *views][::-1]),
        )

    assert sum(row.views for row in models.SourceRollup.objects.all()) == 40 * ROUNDS
    assert sum(row.copies for row in models.ShareRollup.objects.all()) == 6 * ROUNDS
    assert_totals_agree()


def test_counting_settling_and_pruning_side_by_side_end_well() -> None:
    # Upper and lower case: a collation of the database's own would sort them differently.
    marks = [f"w{letter}{digit}11111111" for letter in "aAbBzZ" for digit in "123"]
    for round_ in range(ROUNDS):
        at = OLD if round_ % 2 else NOON
        visits = [
            stamped(mark=mark, name=f"x{mark[1:3]}1111111{round_ % 9 + 1}", source="shared", at=at)
            for mark in marks
        ]
        parents = ["", *marks]
        shares = [
            stamped(kind="share", mark=mark, parent=parent, at=at + HOUR)
            for mark, parent in zip(marks, parents, strict=False)
        ]
        count_in_transaction(visits)
        run_together(partial(count_in_transaction, shares[::-1]), aggregate.settle, aggregate.prune)
        aggregate.settle()

    assert not models.ShareLink.objects.filter(generation=None).exists()


def test_links_are_forgotten_while_others_are_counted_and_settled() -> None:
    marks = [f"w{letter}{digit}11111111" for letter in "aAbBzZ" for digit in "123"]
    parents = ["", *marks]
    for round_ in range(1, ROUNDS):
        forgotten = marks[round_ % len(marks)]
        shares = [
            stamped(kind="share", mark=mark, parent=parent)
            for mark, parent in zip(marks, parents, strict=False)
        ]
        visits = [
            stamped(mark=mark, name=f"x{mark[1:3]}{ALPHABET[round_]}1111111", source="shared")
            for mark in marks
        ]
        count_in_transaction(visits)
        # The link comes back with every round, so that somebody always writes what is deleted.
        run_together(
            partial(count_in_transaction, shares[::-1]),
            partial(aggregate.forget_link, forgotten),
            aggregate.settle,
            partial(count_in_transaction, shares),
        )
        aggregate.forget_link(forgotten)

        assert not models.ShareLink.objects.filter(token=forgotten).exists()
        assert not models.ShareLink.objects.filter(parent_token=forgotten).exists()
        assert not models.Clickback.objects.filter(token=forgotten).exists()
    aggregate.settle()

    assert not models.ShareLink.objects.filter(generation=None).exists()
    assert not models.ShareLink.objects.filter(root=None).exists()
    assert_totals_agree()


def test_forgetting_waits_for_links_in_the_order_of_their_tokens() -> None:
    first, last, root = "a1111111111", "b1111111111", "w1111111111"
    # In the table the last one stands before the first.
    for mark, parent in ((root, ""), (last, root), (first, root)):
        count_in_transaction([stamped(kind="share", mark=mark, parent=parent)])
        aggregate.settle()
    forgotten: list[aggregate.Traces] = []
    forget = partial(run_together, lambda: forgotten.append(aggregate.forget_link(root)))
    links = models.ShareLink.objects.select_for_update()
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            links.get(token=first)
            forgetting = pool.submit(forget)
            wait_for_a_lock()
            links.get(token=last)
        forgetting.result()

    assert [traces.below for traces in forgotten] == [2]


def test_an_article_is_forgotten_while_others_count_it() -> None:
    buffer = DatabaseBuffer()
    forget = partial(aggregate.forget_article, SWIFTS.identity)
    for round_ in range(1, ROUNDS + 1):
        for turn in range(1, 20):
            token = f"w{ALPHABET[round_]}{ALPHABET[turn]}11111111"
            article = SWIFTS if turn % 2 else BRIDGE
            buffer.append(
                [
                    stamped(kind="share", mark=token, article=article),
                    stamped(mark=token, name=f"x{token[1:]}", source="shared", article=article),
                    stamped(kind="preview", source="whatsapp", article=article),
                ]
            )
        run_together(aggregate.drain, forget, aggregate.drain, aggregate.settle)
    aggregate.drain()
    forget()

    assert_totals_agree()
    assert models.Article.objects.get().identity == BRIDGE.identity
    assert sum(row.clickbacks for row in models.ArticleTotal.objects.all()) == 9 * ROUNDS
    assert models.Clickback.objects.count() == models.ShareLink.objects.count() == 9 * ROUNDS
    assert not models.RejectedEvent.objects.exists()


def test_a_link_of_the_site_is_forgotten_while_others_count_it() -> None:
    for round_ in range(1, ROUNDS):
        make_link()
        aggregate.settle()
        batches = [
            [
                event
                for letter in letters
                for child in (f"{letter}{ALPHABET[round_]}111111111",)
                for event in (
                    stamped(mark=MADE, name=f"x{child[:2]}{'1' * 8}", source="shared"),
                    stamped(kind="share", mark=child, parent=MADE),
                )
            ]
            for letters in ("aAbB", "BbAa", "wWzZ")
        ]
        run_together(
            *(partial(count_in_transaction, batch) for batch in batches),
            partial(aggregate.forget_link, MADE),
            aggregate.settle,
        )
        # A visit that is counted after the link is gone brings its token back.
        aggregate.forget_link(MADE)
    aggregate.settle()

    assert_totals_agree()
    assert not models.ShareLink.objects.filter(generation=None).exists()


def test_two_workers_add_to_the_same_link_of_the_site() -> None:
    make_link()
    batches = [
        [
            stamped(mark=MADE, name=f"x{worker}{digit}11111111", source="shared")
            for digit in ALPHABET[:20]
        ]
        for worker in "123"
    ]
    run_together(*(partial(count_in_transaction, batch) for batch in batches))

    assert models.LinkTotal.objects.get().visits == 60
    assert_totals_agree()


def make_hot_batches(number: int) -> tuple[list[Event], list[Event]]:
    """Return what two shards hold of the same hot articles, in opposite orders.

    Each saw another title, in every other round, and an inferred link's share, visit and reshare; a
    reader's visits of one link came to both, under names that sort in another order.
    """
    batches: tuple[list[Event], list[Event]] = ([], [])
    for letter, digit in product("aAbBzZ", ALPHABET[:40]):
        for shard, batch in enumerate(batches):
            at = NOON + shard * HOUR
            path = f"/{letter}{digit}/"
            # Where titles differ, one worker waits for the other from the start.
            title = f"Title {shard if number % 2 else 0}"
            article = ArticleKey(path, f"https://news.example{path}", title)
            link = f"w{letter}{digit}{number}1111111"
            other = f"w{letter}{digit}{number}2222222"
            child = f"e{letter}{digit}{number}333333{shard + 1}"
            visit = {"article": article, "source": "shared", "at": at}
            for token in (link, other):
                first = letter if shard else letter.swapcase()
                name = f"{first}{digit}{number}{token[-1]}{shard + 1}xxxxxx"
                batch.append(stamped(mark=token, name=name, reader="alice", **visit))
            shared = link if shard else other
            batch.append(stamped(kind="share", mark=shared, article=article, at=at))
            batch.append(stamped(kind="share", mark=child, parent=link, article=article, at=at))
            batch.append(stamped(article=article, at=at, source="direct"))
    return batches[0], batches[1][::-1]


def test_two_shards_of_the_same_hot_articles_never_deadlock() -> None:
    counted = []
    for round_ in range(1, 6):
        one, two = make_hot_batches(round_)
        run_together(
            partial(count_in_transaction, one), partial(count_in_transaction, two), aggregate.settle
        )
        run_together(
            partial(count_in_transaction, two),
            partial(count_in_transaction, one),
            aggregate.settle,
            aggregate.settle,
        )
        counted += [*one, *two, *(event for event in (*one, *two) if not event.mark)]
    aggregate.settle()

    assert read_rollups() == count_by_hand(counted)
    assert_totals_agree()
    assert not models.ShareLink.objects.filter(generation=None).exists()
    children = models.ShareLink.objects.filter(generation=1)
    assert {child.parent_token for child in children} == {
        child.parent.token for child in children if child.parent
    }


def test_a_second_worker_does_not_wait_for_the_first() -> None:
    buffer = DatabaseBuffer()
    buffer.append(number(3))
    taken: list[list[Event]] = []
    (shard,) = buffer.shards()
    with buffer.batch(shard, 1000) as events:
        run_together(lambda: taken.append(take(buffer)))

        assert taken == [[]]
    assert len(events) == 3


def test_only_a_drain_tells_the_planner_to_find_rows_by_their_keys() -> None:
    def show() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SHOW enable_seqscan")
            return str(cursor.fetchone()[0])

    buffer = DatabaseBuffer()
    (shard,) = buffer.shards()
    with buffer.batch(shard, 1000):
        assert show() == "off"
    assert show() == "on"


def test_links_that_another_worker_settles_are_left_to_it() -> None:
    count_in_transaction([stamped(kind="share", mark="w1111111111")])
    settled: list[int] = []
    with cursors.hold(CURSOR, waits=True) as is_ours:
        run_together(lambda: settled.append(aggregate.settle()))

    assert is_ours
    assert settled == [0]
    assert aggregate.settle() == 1


def test_links_that_a_worker_counts_are_settled_without_waiting_for_it() -> None:
    known, free = "w1111111111", "w2222222222"
    visits = [
        stamped(mark=mark, name=f"x{mark[1:]}", source="shared", at=NOON) for mark in (known, free)
    ]
    count_in_transaction(visits)
    settled: list[int] = []
    with transaction.atomic():
        count([stamped(kind="share", mark=known)])
        run_together(lambda: settled.append(aggregate.settle()))

    assert settled == [1]
    assert aggregate.settle() == 1


def test_no_chain_is_settled_while_a_link_in_it_is_locked() -> None:
    parent, child = "w1111111111", "w2222222222"
    count_in_transaction([stamped(kind="share", mark=child, parent=parent)])
    aggregate.settle()
    count_in_transaction([stamped(kind="share", mark=parent)])
    settled: list[int] = []
    with transaction.atomic():
        models.ShareLink.objects.select_for_update().get(token=child)
        run_together(lambda: settled.append(aggregate.settle()))

    assert settled == [0]
    assert aggregate.settle() == 2
    assert models.ShareLink.objects.get(token=child).generation == 1


@pytest.mark.parametrize("table", ["sharekit_sharerollup", "sharekit_articletotal"])
def test_an_article_is_forgotten_while_its_days_are_folded(table: str) -> None:
    count_in_transaction([stamped(kind="share", mark="w", at=OLD), stamped(at=OLD, source="dark")])
    forget = partial(run_together, partial(aggregate.forget_article, SWIFTS.identity))
    with ThreadPoolExecutor(1) as pool:
        forgetting: list[Future[None]] = []

        def forget_meanwhile(execute: Any, sql: str, *arguments: Any) -> Any:
            done = execute(sql, *arguments)
            if sql.startswith(f"DELETE FROM {table}"):
                forgetting.append(pool.submit(forget))
                wait_for_a_lock()
            return done

        with connection.execute_wrapper(forget_meanwhile):
            aggregate.fold()
        forgetting[0].result()

    assert not models.Article.objects.exists()
    assert not models.ChannelTotal.objects.exists()
    assert not models.SourceTotal.objects.exists()
