"""How far an article travelled: bounded, without a token, and never of a few links."""

from __future__ import annotations

import msgspec
import pytest

from sharekit import tokens
from sharekit.aggregate.drain import drain
from sharekit.buffers.database import DatabaseBuffer
from sharekit.models import Article, ShareLink
from sharekit.reports.figures import chains
from sharekit.reports.figures.chains import Chains, Generation, Node, get_chains, list_blocks
from sharekit.reports.period.days import Period
from tests.support.traffic import MADE, make_link, post, share, stamped, visit

pytestmark = pytest.mark.django_db(transaction=True)


def share_on(parent: str = "") -> str:
    token = tokens.mint("w")
    post(share(token, parent=parent) if parent else share(token))
    return token


def find() -> Chains | None:
    drain()
    return get_chains(Article.objects.get())


def test_the_longest_chain_is_a_tree_and_generations_sum_all() -> None:
    root = share_on()
    child, other = share_on(root), share_on(root)
    grandchild = share_on(child)
    single = share_on()
    post(visit(child), visit(single), address="192.0.2.2")
    post(visit(child), visit(grandchild), address="192.0.2.3")

    found = find()

    assert found
    assert (found.links, found.chains, found.size, found.is_cut) == (5, 2, 4, False)
    assert found.generations == [Generation(0, 2, 1), Generation(1, 2, 2), Generation(2, 1, 1)]
    assert found.longest == [
        Node("whatsapp", 0, 0, None),
        Node("whatsapp", 1, 2, 0),
        Node("whatsapp", 1, 0, 0),
        Node("whatsapp", 2, 1, 1),
    ]
    reported = msgspec.json.encode(found).decode()
    assert not any(token in reported for token in (root, child, other, grandchild, single))


def test_four_links_are_nobodys_business() -> None:
    for _ in range(4):
        share_on()
    # A link of the site's own hides nobody.
    make_link()
    assert find() is None

    share_on()
    assert find()


def test_a_campaign_link_is_in_no_chain_and_what_came_of_it_begins_its_own() -> None:
    make_link()
    child, other = share_on(MADE), share_on(MADE)
    grandchild = share_on(child)
    for _ in range(3):
        share_on()
    post(visit(MADE), visit(grandchild), address="192.0.2.2")
    post(visit(MADE), visit(child), address="192.0.2.3")

    found = find()

    assert found
    assert (found.links, found.chains, found.size) == (6, 5, 2)
    assert found.generations == [Generation(0, 5, 1), Generation(1, 1, 1)]
    assert found.longest == [Node("whatsapp", 0, 1, None), Node("whatsapp", 1, 1, 0)]
    assert len({other, child, grandchild}) == 3


def test_links_without_a_place_yet_are_left_out() -> None:
    for _ in range(6):
        share_on()
    drain()
    ShareLink.objects.filter(pk=ShareLink.objects.first().pk).update(generation=None)  # type: ignore[union-attr]

    found = get_chains(Article.objects.get())

    assert found
    assert found.links == 5


def test_what_is_read_and_drawn_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chains, "MOST_LINKS", 6)
    monkeypatch.setattr(chains, "MOST_NODES", 3)
    parent = share_on()
    for _ in range(8):
        parent = share_on(parent)
        drain()

    found = find()

    assert found
    assert (found.links, found.is_cut, found.size) == (6, True, 6)
    assert [(node.generation, node.parent) for node in found.longest] == [(3, None), (4, 0), (5, 1)]


def test_what_is_left_of_pruned_chains_stays_apart() -> None:
    for _ in range(2):
        root = share_on()
        for _ in range(2):
            share_on(share_on(root))
    drain()
    ShareLink.objects.filter(generation=0).delete()

    found = find()

    assert found
    assert (found.links, found.chains, found.size) == (8, 4, 2)
    assert [(node.generation, node.parent) for node in found.longest] == [(1, None), (2, 0)]


def test_blocks_that_few_copied_are_not_shown() -> None:
    copy = {"kind": "copy", "mark": "t"}
    DatabaseBuffer().append(
        [stamped(**copy, block="famous")] * 5
        + [stamped(**copy, block="most")] * 6
        + [stamped(**copy, block="rare")] * 4
    )
    drain()

    blocks = list_blocks(Article.objects.get(), Period())

    assert [(block.block, block.copies) for block in blocks] == [("most", 6), ("famous", 5)]
