"""The places of links in their chains, however long and hostile the chains are."""

from __future__ import annotations

from collections.abc import Collection
from importlib import import_module

import pytest
from pytest_django import Settings

from sharekit import aggregate
from sharekit.aggregate import sql
from sharekit.buffers.database import DatabaseBuffer
from sharekit.models import ShareLink
from tests.aggregate.test_counts import read_chains
from tests.traffic import stamped

settling = import_module("sharekit.aggregate.settle")


@pytest.mark.django_db
def test_tokens_in_a_circle_are_cut_above_the_smallest() -> None:
    one, two, three = ("w" + digit * 10 for digit in "123")
    for mark, parent in ((one, three), (two, one), (three, two)):
        DatabaseBuffer().append([stamped(kind="share", mark=mark, parent=parent)])
        aggregate.drain()

    assert read_chains() == {(one, "", one, 0), (two, one, one, 1), (three, two, one, 2)}


@pytest.mark.django_db
def test_a_chain_deeper_than_64_begins_anew() -> None:
    tokens = [f"w{number:010d}".replace("0", "z") for number in range(1, 71)]
    chain = zip(tokens, ["", *tokens], strict=False)
    DatabaseBuffer().append(
        [stamped(kind="share", mark=mark, parent=parent) for mark, parent in chain]
    )
    aggregate.drain()

    places = {token: (root, generation) for token, _, root, generation in read_chains()}
    assert places[tokens[64]] == (tokens[0], 64)
    assert places[tokens[65]] == (tokens[65], 0)
    assert places[tokens[69]] == (tokens[65], 4)


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
    aggregate.drain()


@pytest.mark.django_db
def test_a_root_that_comes_last_takes_a_wide_tree_step_by_step() -> None:
    share(*[(number, 1) for number in range(2, 1300)])
    assert ShareLink.objects.filter(generation=0).count() == 1298
    share((1, -1))

    root = ShareLink.objects.get(token=make(1))
    assert ShareLink.objects.filter(root=root, parent=root, generation=1).count() == 1298


@pytest.mark.django_db
def test_no_step_writes_more_links_than_a_batch_has_events(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.SHAREKIT = {"DRAIN_LIMIT": 20}
    written: list[int] = []
    write = sql.write_places

    def count_and_write(links: Collection[sql.Link]) -> None:
        written.append(len(links))
        write(links)

    monkeypatch.setattr(sql, "write_places", count_and_write)
    share(*[(number, number // 2) for number in range(2, 64)])
    share((1, -1))

    assert max(written) <= 20
    depths = [ShareLink.objects.filter(generation=depth).count() for depth in range(6)]
    assert depths == [1, 2, 4, 8, 16, 32]


@pytest.mark.django_db
def test_a_circle_longer_than_any_chain_is_cut_and_everything_ends() -> None:
    length = 150
    share(*[(number, number - 1) for number in range(1, length)])
    share((0, length - 1))

    assert not ShareLink.objects.filter(generation=None).exists()
    assert ShareLink.objects.filter(parent_token="").exists()
    assert not ShareLink.objects.filter(generation__gt=settling.DEEPEST).exists()
    assert settling.settle() == 0


@pytest.mark.django_db
def test_a_call_ends_although_more_is_to_do(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.SHAREKIT = {"DRAIN_LIMIT": 2}
    monkeypatch.setattr(settling, "MOST_STEPS", 1)
    DatabaseBuffer().append([stamped(kind="share", mark=make(number)) for number in range(8)])
    aggregate.drain()
    left = ShareLink.objects.filter(generation=None).count()
    while settling.settle():
        pass

    assert left == 4  # drain settles after the batch and once more at its end
    assert ShareLink.objects.filter(generation=0).count() == 8
