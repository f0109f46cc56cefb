"""The places of links in their chains, however long and hostile the chains are."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pytest
from django.db import DatabaseError, connection
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from sharekit.aggregate import settle as settling
from sharekit.aggregate.drain import drain
from sharekit.aggregate.settle import settle
from sharekit.aggregate.sql.chains import Link, write_places
from sharekit.buffers.database import DatabaseBuffer
from sharekit.conf import SharekitSettings
from sharekit.models import ShareLink
from tests.support.traffic import stamped
from tests.unit.aggregate.test_counts import forget, read_chains
from tests.unit.examples import take_one_in

pytestmark = pytest.mark.django_db


def make(number: int) -> str:
    return f"w{number:010d}".replace("0", "z")


def share(*links: tuple[int, int]) -> None:
    """Share links (number, number of the parent; -1: none), and count them."""
    DatabaseBuffer().append(
        [
            stamped(kind="share", mark=make(link), parent=make(parent) if parent >= 0 else "")
            for link, parent in links
        ]
    )
    drain()


def finish() -> None:
    while settle():
        pass


def find_places(parents: Mapping[int, int]) -> set[tuple[str, str, str, int]]:
    """Return what `read_chains` finds of links with such parents, whatever their order."""
    places = set()
    for link in parents:
        above = [link]
        while parents[above[-1]] in parents and len(above) <= settling.DEEPEST + 1:
            above.append(parents[above[-1]])
        is_isolated = len(above) > settling.DEEPEST + 1
        parent = make(above[1]) if len(above) > 1 else ""
        root = link if is_isolated else above[-1]
        places.add((make(link), parent, make(root), 0 if is_isolated else len(above) - 1))
    return places


@take_one_in(3)
@given(
    parents=st.lists(st.integers(-1, 14), min_size=1, max_size=12),
    early=st.sets(st.integers(0, 11)),
    batches=st.lists(st.integers(1, 4), max_size=12),
    limit=st.integers(1, 8),
    chance=st.randoms(use_true_random=False),
)
def test_every_order_ends_in_the_same_chains(
    parents: list[int], early: set[int], batches: list[int], limit: int, chance: Any
) -> None:
    links = list(enumerate(parents))
    chance.shuffle(links)
    with pytest.MonkeyPatch.context() as patch:
        # Every tick ends after its first transaction, and a chain of five links is too deep.
        patch.setattr(settling, "MOST_SECONDS", -1)
        patch.setattr(settling, "DEEPEST", 3)
        patch.setattr(SharekitSettings, "drain_limit", limit)
        forget()
        for link in early:
            mark = make(link)
            DatabaseBuffer().append([stamped(mark=mark, name=f"x{mark[1:]}", source="shared")])
        drain()
        while links:
            size = batches.pop() if batches else 1
            share(*links[:size])
            links = links[size:]
        finish()

        of_visits = dict.fromkeys(early, -1)
        assert read_chains() == find_places(of_visits | dict(enumerate(parents)))
        assert not ShareLink.objects.filter(stale_after__isnull=False).exists()


def test_links_in_and_below_a_circle_are_their_own_roots() -> None:
    parents = {1: 3, 2: 1, 3: 2, 4: 3, 5: 4, 6: 6}
    for link, parent in parents.items():
        share((link, parent))

    assert read_chains() == find_places(parents)
    assert not ShareLink.objects.exclude(generation=0).exists()
    assert settle() == 0


def test_links_deeper_than_64_are_their_own_roots() -> None:
    share(*[(number, number - 1) for number in range(70)])

    places = {token: (root, generation) for token, _, root, generation in read_chains()}
    assert places[make(64)] == (make(0), 64)
    assert places[make(65)] == (make(65), 0)
    assert places[make(69)] == (make(69), 0)


@pytest.mark.parametrize("is_upwards", [True, False])
def test_a_circle_longer_than_any_chain_is_cut_and_everything_ends(is_upwards: bool) -> None:
    links = [(number, number - 1) for number in range(1, 150)]
    share(*links[:: 1 if is_upwards else -1])
    share((0, 149))

    assert not ShareLink.objects.exclude(generation=0).exists()
    assert settle() == 0


def test_a_root_that_comes_last_takes_a_wide_tree_step_by_step() -> None:
    share(*[(number, 1) for number in range(2, 1300)])
    assert ShareLink.objects.filter(generation=0).count() == 1298
    share((1, -1))

    root = ShareLink.objects.get(token=make(1))
    assert ShareLink.objects.filter(root=root, parent=root, generation=1).count() == 1298


def count_written(patch: pytest.MonkeyPatch) -> list[list[str]]:
    """Return a list to which each transaction adds the tokens of the links that it writes."""
    written: list[list[str]] = []

    def count_and_write(links: Collection[Link]) -> None:
        written.append([link.token for link in links])
        write_places(links)

    patch.setattr("sharekit.aggregate.settle.write_places", count_and_write)
    return written


def test_no_step_writes_more_links_than_a_batch_has_events(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.SHAREKIT = {"DRAIN_LIMIT": 20}
    written = count_written(monkeypatch)
    share(*[(number, number // 2) for number in range(2, 64)])
    share((1, -1))

    assert max(map(len, written)) <= 20
    depths = [ShareLink.objects.filter(generation=depth).count() for depth in range(6)]
    assert depths == [1, 2, 4, 8, 16, 32]


def test_a_link_moves_no_more_often_than_a_chain_is_deep(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.SHAREKIT = {"DRAIN_LIMIT": 10}
    monkeypatch.setattr(settling, "DEEPEST", 5)
    written = count_written(monkeypatch)
    share(*[(number, 1000) for number in range(30)])
    for number in range(12):
        share((1000 + number, 1001 + number))

    moves = [tokens.count(make(0)) for tokens in written]
    # Once when it comes, then down to the last generation, and once below it.
    assert sum(moves) == 7
    assert max(map(len, written)) <= 10
    assert ShareLink.objects.filter(token=make(0), root__token=make(0)).exists()


def test_a_call_ends_although_more_is_to_do(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.SHAREKIT = {"DRAIN_LIMIT": 4}
    monkeypatch.setattr(settling, "MOST_SECONDS", -1)
    share(*[(number, -1) for number in range(8)])
    left = ShareLink.objects.filter(generation=None).count()
    finish()

    assert left == 4
    assert ShareLink.objects.filter(generation=0).count() == 8


def test_a_drain_of_many_batches_settles_once_at_its_end(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.SHAREKIT = {"DRAIN_LIMIT": 4}
    monkeypatch.setattr(settling, "MOST_SECONDS", -1)
    for number in range(6):
        DatabaseBuffer().append([stamped(kind="share", mark=make(number))] * 2)
    drain()

    assert ShareLink.objects.filter(generation=None).count() == 2


@pytest.mark.django_db(transaction=True)
def test_what_a_crash_leaves_is_settled_by_the_next_tick(settings: Settings) -> None:
    settings.SHAREKIT = {"DRAIN_LIMIT": 10}
    share(*[(number, 100) for number in range(40)])
    steps: list[str] = []

    def fail_in_the_third(execute: Any, sql: str, *arguments: Any) -> Any:
        done = execute(sql, *arguments)
        steps.extend([sql] * ("UPDATE sharekit_sharelink" in sql))
        if len(steps) == 3:
            raise DatabaseError("a power cut")
        return done

    with connection.execute_wrapper(fail_in_the_third), pytest.raises(DatabaseError):
        share((100, 101))

    moved = ShareLink.objects.filter(parent__token=make(100))
    assert 0 < moved.count() < 40
    drain()
    assert moved.filter(generation=1, root__token=make(100)).count() == 40
