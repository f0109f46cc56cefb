"""The share chains of one article, and its most copied blocks.

This is the only report that reads raw rows; it reads a limited number of them.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, Final, NamedTuple

import msgspec
from django.db.models import Count, QuerySet, Sum

from sharekit.models import Article, BlockRollup, Clickback, ShareLink
from sharekit.reports.period.days import Period

FEWEST_LINKS: Final = 5
"""The fewest links for which an article shows chains; a single link could be traced to a reader."""
FEWEST_COPIES: Final = 5
"""The fewest copies for which a block is shown."""
MOST_LINKS: Final = 2_000
"""The most links that are read of one article, the latest first."""
MOST_NODES: Final = 300
"""The most links of a chain that are drawn."""
MOST_BLOCKS: Final = 20


class Node(msgspec.Struct, frozen=True):
    """A link in a chain, without its token; `parent` is the index of its parent in the list.

    `parent` is None at the root, and if the parent is not among the links that were read.
    """

    channel: str
    generation: int
    clickbacks: int
    parent: int | None


class Generation(msgspec.Struct, frozen=True):
    """The number of links at that many steps from their root, and the visits they brought."""

    generation: int
    links: int
    clickbacks: int


class Chains(msgspec.Struct, frozen=True):
    """The chains of one article: their number, the longest as a tree, and all by generation.

    `links` is the number of links that were read; `is_cut` is true if the article has more than
    MOST_LINKS. `longest` holds the chain with the most links, parents before children, at most
    MOST_NODES of them; `size` is the number of links in that chain.
    """

    links: int
    is_cut: bool
    chains: int
    size: int
    generations: list[Generation]
    longest: list[Node]


class Block(msgspec.Struct, frozen=True):
    """A part of a page, by its id there, and the number of copied passages that began in it."""

    block: str
    copies: int


class _Link(NamedTuple):
    """The columns of a ShareLink that matter here."""

    pk: int
    token: str
    channel: str
    parent_id: int | None
    root_id: int | None
    generation: int


def get_chains(article: Article) -> Chains | None:
    """Return an article's chains over the time that links are kept, None below FEWEST_LINKS.

    Campaign links are left out, because a node shows its exact number of visits.
    """
    latest = ShareLink.objects.filter(article=article, generation__isnull=False).order_by("-pk")
    latest = latest.exclude(state__in=[ShareLink.State.CAMPAIGN, ShareLink.State.WITHDRAWN])
    # Building model instances would take as long as everything else.
    rows = latest.values(*_Link._fields, "root__state")[: MOST_LINKS + 1]
    links = [_build_link(**row) for row in rows]
    if len(links) < FEWEST_LINKS:
        return None
    is_cut = len(links) > MOST_LINKS
    links = links[:MOST_LINKS]
    visits = _count_visits(latest[:MOST_LINKS])
    roots = _get_roots(links)
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


def list_blocks(article: Article, period: Period) -> list[Block]:
    """Return the blocks that were copied most, without those that have fewer than FEWEST_COPIES."""
    rows = BlockRollup.objects.filter(period.limit(""), article=article).values("block")
    sums = rows.annotate(sum=Sum("copies")).filter(sum__gte=FEWEST_COPIES).order_by("-sum", "block")
    return [Block(block=row["block"], copies=row["sum"]) for row in sums[:MOST_BLOCKS]]


def _build_link(*, root__state: int | None, **columns: Any) -> _Link:
    """Return a link. Below a campaign link, the chain begins with the reader's share."""
    link = _Link(**columns)
    if root__state != ShareLink.State.CAMPAIGN:
        return link
    return link._replace(root_id=None, generation=link.generation - 1)


def _get_roots(links: list[_Link]) -> dict[int, int]:
    """Return the root of each link by id; if the root was pruned, the first link that is left."""
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
    """Return a chain's links from the root down, those with the most visits first."""
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
