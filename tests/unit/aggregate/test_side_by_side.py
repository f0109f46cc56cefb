"""Workers side by side on PostgreSQL: they wait for one another without a deadlock."""

from __future__ import annotations

import random
from functools import partial
from itertools import product

import pytest
from django.db import connection, transaction
from pytest_django import Settings

from sharekit import models
from sharekit.aggregate.count import count
from sharekit.aggregate.fold import fold
from sharekit.aggregate.settle import CURSOR, settle
from sharekit.buffers import cursors
from sharekit.buffers.database import DatabaseBuffer
from sharekit.events import Event
from sharekit.keeping.prune import prune
from sharekit.keys import ArticleKey
from sharekit.tokens import ALPHABET
from tests.support.traffic import EVENTS, HOUR, MADE, NOON, make_link, stamped
from tests.unit.aggregate.by_hand import count_by_hand
from tests.unit.aggregate.test_counts import (
    assert_totals_agree,
    read_chains,
    read_rollups,
)
from tests.unit.aggregate.test_settle import find_places, finish, make
from tests.unit.aggregate.together import OLD, ROUNDS, count_in_transaction, run_together
from tests.unit.buffers.contract import number, take

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("skip_sqlite")]


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
            fold,
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
        run_together(partial(count_in_transaction, shares[::-1]), settle, prune)
        settle()

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


def test_the_newest_key_names_an_article_in_any_order() -> None:
    for round_ in range(ROUNDS):
        articles = {f"/{letter}/": f"https://news.example/{letter}/" for letter in ALPHABET[:20]}
        batches = [
            [
                stamped(article=ArticleKey(*article, f"Round {round_}, {day}", round_ * 9 + day))
                for article in articles.items()
            ][::turn]
            for day, turn in ((3, 1), (1, -1), (2, 1))
        ]
        run_together(*(partial(count_in_transaction, batch) for batch in batches))

        named = models.Article.objects.values_list("title", flat=True)
        assert set(named) == {f"Round {round_}, 3"}
        assert len(named) == 20


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


# Titles differ in every other round: two rounds are one of each kind.
@pytest.mark.parametrize("rounds", [2, pytest.param(6, marks=pytest.mark.thorough)])
def test_two_shards_of_the_same_hot_articles_never_deadlock(rounds: int) -> None:
    counted = []
    for round_ in range(1, rounds + 1):
        one, two = make_hot_batches(round_)
        run_together(partial(count_in_transaction, one), partial(count_in_transaction, two), settle)
        run_together(
            partial(count_in_transaction, two),
            partial(count_in_transaction, one),
            settle,
            settle,
        )
        counted += [*one, *two, *(event for event in (*one, *two) if not event.mark)]
    settle()

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


def test_only_a_drain_makes_the_planner_find_rows_by_their_keys() -> None:
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
        run_together(lambda: settled.append(settle()))

    assert is_ours
    assert settled == [0]
    assert settle() == 1


def test_links_that_a_worker_counts_are_settled_without_waiting_for_it() -> None:
    known, free = "w1111111111", "w2222222222"
    visits = [
        stamped(mark=mark, name=f"x{mark[1:]}", source="shared", at=NOON) for mark in (known, free)
    ]
    count_in_transaction(visits)
    settled: list[int] = []
    with transaction.atomic():
        count([stamped(kind="share", mark=known)])
        run_together(lambda: settled.append(settle()))

    assert settled == [1]
    assert settle() == 1


def test_a_link_that_another_worker_has_moves_when_it_is_free() -> None:
    parent, child = "w1111111111", "w2222222222"
    count_in_transaction([stamped(kind="share", mark=child, parent=parent)])
    settle()
    count_in_transaction([stamped(kind="share", mark=parent)])
    settled: list[int] = []
    with transaction.atomic():
        models.ShareLink.objects.select_for_update().get(token=child)
        run_together(lambda: settled.append(settle()))

    # The parent has its place, and the mark that its child has not.
    assert settled == [1]
    assert models.ShareLink.objects.get(token=parent).stale_after == ""
    assert settle() == 2
    assert models.ShareLink.objects.get(token=child).generation == 1
    assert models.ShareLink.objects.get(token=parent).stale_after is None


def test_chains_that_are_settled_while_others_are_counted_end_as_in_any_order(
    settings: Settings,
) -> None:
    settings.SHAREKIT = {"DRAIN_LIMIT": 6}
    chance = random.Random(1)
    # Most have one of three parents, some are in circles, some parents never come.
    parents = {link: chance.choice([1, 2, 3, chance.randrange(-1, 90)]) for link in range(80)}
    links = chance.sample(sorted(parents), len(parents))
    for start in range(0, len(links), 8):
        shares = [
            stamped(
                kind="share",
                mark=make(link),
                parent=make(parents[link]) if parents[link] >= 0 else "",
            )
            for link in links[start : start + 8]
        ]
        run_together(
            partial(count_in_transaction, shares),
            partial(count_in_transaction, shares[::-1]),
            settle,
            settle,
        )
    finish()

    assert read_chains() == find_places(parents)
