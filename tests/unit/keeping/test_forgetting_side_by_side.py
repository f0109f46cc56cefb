"""Workers on PostgreSQL forget rows that other workers count, settle and fold at the same time."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from django.db import connection, transaction
from msgspec.structs import replace

from sharekit import keys, models
from sharekit.aggregate.drain import drain
from sharekit.aggregate.fold import fold
from sharekit.aggregate.settle import settle
from sharekit.aggregate.sql.folds import take_article
from sharekit.buffers.database import DatabaseBuffer
from sharekit.keeping.forget import Traces, forget_article, forget_link
from sharekit.tokens import ALPHABET
from tests.support.traffic import BRIDGE, MADE, SWIFTS, make_link, stamped
from tests.unit.aggregate.test_counts import assert_totals_agree
from tests.unit.aggregate.together import (
    OLD,
    ROUNDS,
    count_in_transaction,
    run_together,
    wait_for_a_lock,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("skip_sqlite")]


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
            partial(forget_link, forgotten),
            settle,
            partial(count_in_transaction, shares),
        )
        forget_link(forgotten)

        assert not models.ShareLink.objects.filter(token=forgotten).exists()
        assert not models.ShareLink.objects.filter(parent_token=forgotten).exists()
        assert not models.Clickback.objects.filter(token=forgotten).exists()
    settle()

    assert not models.ShareLink.objects.filter(generation=None).exists()
    assert not models.ShareLink.objects.filter(root=None).exists()
    assert_totals_agree()


def test_forgetting_waits_for_links_in_the_order_of_their_tokens() -> None:
    first, last, root = "a1111111111", "b1111111111", "w1111111111"
    # In the table the last one comes before the first.
    for mark, parent in ((root, ""), (last, root), (first, root)):
        count_in_transaction([stamped(kind="share", mark=mark, parent=parent)])
        settle()
    forgotten: list[Traces] = []
    forget = partial(run_together, lambda: forgotten.append(forget_link(root)))
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
    forget = partial(forget_article, SWIFTS)
    # A key of the next day is not kept out.
    swifts = replace(SWIFTS, day=keys.get_day() + 2)
    for round_ in range(1, ROUNDS + 1):
        for turn in range(1, 20):
            token = f"w{ALPHABET[round_]}{ALPHABET[turn]}11111111"
            article = swifts if turn % 2 else BRIDGE
            buffer.append(
                [
                    stamped(kind="share", mark=token, article=article),
                    stamped(mark=token, name=f"x{token[1:]}", source="shared", article=article),
                    stamped(kind="preview", source="whatsapp", article=article),
                ]
            )
        run_together(drain, forget, drain, settle)
    drain()
    forget()

    assert_totals_agree()
    assert models.Article.objects.get().identity == BRIDGE.identity
    assert sum(row.clickbacks for row in models.ArticleTotal.objects.all()) == 9 * ROUNDS
    assert models.Clickback.objects.count() == models.ShareLink.objects.count() == 9 * ROUNDS
    assert not models.RejectedEvent.objects.exists()


def test_a_link_of_the_site_is_forgotten_while_others_count_it() -> None:
    for round_ in range(1, ROUNDS):
        make_link()
        settle()
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
            partial(forget_link, MADE),
            settle,
        )
        # A visit that is counted after the link is gone brings its token back.
        forget_link(MADE)
    settle()

    assert_totals_agree()
    assert not models.ShareLink.objects.filter(generation=None).exists()


@pytest.mark.parametrize("table", ["sharekit_sharerollup", "sharekit_articletotal"])
def test_an_article_is_forgotten_while_its_days_are_folded(table: str) -> None:
    count_in_transaction([stamped(kind="share", mark="w", at=OLD), stamped(at=OLD, source="dark")])
    forget = partial(run_together, partial(forget_article, SWIFTS))
    with ThreadPoolExecutor(1) as pool:
        forgetting: list[Future[None]] = []

        def forget_meanwhile(execute: Any, sql: str, *arguments: Any) -> Any:
            done = execute(sql, *arguments)
            if sql.startswith(f"DELETE FROM {table}"):
                forgetting.append(pool.submit(forget))
                wait_for_a_lock()
            return done

        with connection.execute_wrapper(forget_meanwhile):
            fold()
        forgetting[0].result()

    assert not models.Article.objects.exists()
    assert not models.ChannelTotal.objects.exists()
    assert not models.SourceTotal.objects.exists()


def test_nobody_begins_to_fold_while_an_article_is_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    count_in_transaction([stamped(at=OLD, source="dark")])
    folded: list[int] = []

    def fold_meanwhile(article: models.Article) -> None:
        run_together(lambda: folded.append(fold()))
        take_article(article)

    monkeypatch.setattr("sharekit.keeping.forget.take_article", fold_meanwhile)
    assert not models.ShardCursor.objects.filter(shard="fold").exists()
    forget_article(SWIFTS)

    assert folded == [0]
