"""How far one article travelled: its chains of shares, and what of it was copied most.

The only report that reads raw rows, and a bounded number of them.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, Final, NamedTuple

import msgspec
from django.db.models import Count, QuerySet, Sum

from sharekit.models import Article, BlockRollup, Clickback, ShareLink
from sharekit.reports.period import Period

FEWEST_LINKS: Final = 5
"""Links below which an article shows none: a single one could be somebody's."""
FEWEST_COPIES: Final = 5
"""Copies below which a block is not shown."""
MOST_LINKS: Final = 2_000
"""Links that are read of one article, the latest."""
MOST_NODES: Final = 300
"""Links of one chain that are drawn."""
MOST_BLOCKS: Final = 20


class Node(msgspec.Struct, frozen=True):
    """A link in a chain, without its token; `parent` is the place of the one above it in the list.

    It is None at the root, and where the link above is not among those looked at.
    """

    channel: str
    generation: int
    clickbacks: int
    parent: int | None


class Generation(msgspec.Struct, frozen=True):
    """How many links lie that many steps from their root, and the visits they brought."""

    generation: int
    links: int
    clickbacks: int


class Chains(msgspec.Struct, frozen=True):
    """The chains of one article: their number, the longest as a tree, and all by generation.

    `links` is how many were looked at; `is_cut` tells that there are more than MOST_LINKS.
    `longest` holds the chain with the most links, parents before children, at most MOST_NODES of
    them; `size` is how many it has.
    """

    links: int
    is_cut: bool
    chains: int
    size: int
    generations: list[Generation]
    longest: list[Node]


class Block(msgspec.Struct, frozen=True):
    """A part of a page, by its id there, and how many copied passages began in it."""

    block: str
    copies: int


class _Link(NamedTuple):
    """What of a ShareLink matters here: its chain begins with a reader's share."""

    pk: int
    token: str
    channel: str
    parent_id: int | None
    root_id: int | None
    generation: int


def find_chains(article: Article) -> Chains | None:
    """Return an article's chains over the time that links are kept, None below FEWEST_LINKS.

    Campaign links are in none of them: a node tells exactly what it brought.
    """
    latest = ShareLink.objects.filter(article=article, generation__isnull=False).order_by("-pk")
    latest = latest.exclude(state__in=[ShareLink.State.MADE, ShareLink.State.WITHDRAWN])
    columns = ("pk", "token", "channel", "parent_id", "root_id", "generation", "root__state")
    # Building the model's instances would take as long as all the rest.
    links = [_read(*row) for row in latest.values_list(*columns)[: MOST_LINKS + 1]]
    if len(links) < FEWEST_LINKS:
        return None
    is_cut = len(links) > MOST_LINKS
    links = links[:MOST_LINKS]
    visits = _count_visits(latest[:MOST_LINKS])
    roots = _find_roots(links)
    sizes = Counter(roots.values())
    root, size = max(sizes.items(), key=lambda item: (item[1], -item[0]))
    return Chains(
        links=len(links),
        is_cut=is_cut,
        chains=len(sizes),
        size=size,
        generations=_sum_generations(links, visits),
        longest=_draw([link for link in links if roots[link.pk] == root], visits),
    )


def find_blocks(article: Article, period: Period) -> list[Block]:
    """Return the blocks that were copied most, none with fewer than FEWEST_COPIES."""
    rows = BlockRollup.objects.filter(period.condition, article=article).values("block")
    sums = rows.annotate(sum=Sum("copies")).filter(sum__gte=FEWEST_COPIES).order_by("-sum", "block")
    return [
        Block(block, copies) for block, copies in sums.values_list("block", "sum")[:MOST_BLOCKS]
    ]


def _read(*row: Any) -> _Link:
    """Return a link; below a campaign's, the chain begins with the reader's share."""
    *columns, state = row
    link = _Link(*columns)
    if state != ShareLink.State.MADE:
        return link
    return link._replace(root_id=None, generation=link.generation - 1)


def _find_roots(links: list[_Link]) -> dict[int, int]:
    """Return the root of each link by id; below one that was pruned, the first that is left."""
    above = {link.pk: link.parent_id for link in links}
    roots = {link.pk: link.root_id for link in links}
    for link in sorted(links, key=lambda link: link.generation):
        parent = above[link.pk]
        roots[link.pk] = link.root_id or (parent and roots.get(parent)) or link.pk
    return {pk: root for pk, root in roots.items() if root}


def _count_visits(links: QuerySet[ShareLink]) -> dict[str, int]:
    visits = Clickback.objects.filter(token__in=links.values("token"), counted=True)
    rows = visits.values("token")
    return dict(rows.annotate(number=Count("pk")).order_by().values_list("token", "number"))


def _sum_generations(links: list[_Link], visits: dict[str, int]) -> list[Generation]:
    numbers: Counter[int] = Counter()
    clickbacks: Counter[int] = Counter()
    for link in links:
        numbers[link.generation] += 1
        clickbacks[link.generation] += visits.get(link.token, 0)
    return [Generation(each, numbers[each], clickbacks[each]) for each in sorted(numbers)]


def _draw(chain: list[_Link], visits: dict[str, int]) -> list[Node]:
    """Return a chain's links from the root down, those that brought most first."""
    chain = sorted(chain, key=lambda link: (link.generation, -visits.get(link.token, 0), link.pk))[
        :MOST_NODES
    ]
    places = {link.pk: place for place, link in enumerate(chain)}
    return [
        Node(
            channel=link.channel,
            generation=link.generation,
            clickbacks=visits.get(link.token, 0),
            parent=places.get(link.parent_id) if link.parent_id else None,
        )
        for link in chain
    ]
