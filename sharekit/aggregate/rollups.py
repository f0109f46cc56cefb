"""The counts of one batch, gathered in memory and added to the tables at its end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sharekit.aggregate import sql
from sharekit.aggregate.clock import QUARTER, find_hour, read_hour
from sharekit.channels import find_slug
from sharekit.events import Event
from sharekit.models import BlockRollup, ShareLink, ShareRollup, SourceRollup
from sharekit.tokens import is_token


class Rollups:
    """Increments by cell and column; `articles` gives the ids of the batch's identities.

    They are gathered by identity and quarter of an hour, which every event has at hand: ids and
    hours are looked up once a cell, not once an event.
    """

    def __init__(self, articles: dict[str, int]) -> None:
        self._articles = articles
        self._acts: defaultdict[tuple[str, str, int, str], int] = defaultdict(int)
        self._views: defaultdict[tuple[str, str, int], int] = defaultdict(int)
        self._blocks: defaultdict[tuple[str, str, int], int] = defaultdict(int)
        self._previews: set[tuple[str, str, int]] = set()
        self._taken: list[ShareLink] = []

    def find_article(self, event: Event) -> int:
        """Return the id of an event's article."""
        return self._articles[event.article.identity]

    def add_act(self, event: Event) -> None:
        """Count a share or copy, and a reshare where it has a parent."""
        slug = find_slug(event.mark)
        self._add(event, slug, "shares" if event.kind == "share" else "copies")
        if is_token(event.mark):
            self._add(event, slug, "marked")
        if event.parent:
            self._add(event, find_slug(event.parent), "reshares")
        if event.block:
            self._blocks[event.article.identity, event.block, event.at // QUARTER] += 1

    def add_view(self, event: Event) -> None:
        """Count a reading, an entry where it came from outside, and a letter's arrival."""
        self._views[event.article.identity, event.source, event.at // QUARTER] += 1
        if event.source and len(event.mark) == 1:
            self._add(event, find_slug(event.mark), "arrivals")

    def add_preview(self, event: Event) -> None:
        """Count the hour in which an app fetched an article, once."""
        self._previews.add((event.article.identity, event.source, event.at // QUARTER))

    def add_clickback(self, event: Event) -> None:
        """Count a visit from a share."""
        self._add(event, find_slug(event.mark), "clickbacks")

    def add_inferred(self, event: Event) -> None:
        """Count a link that is known only by its visit."""
        self._add(event, find_slug(event.mark), "inferred")

    def take_inferred(self, link: ShareLink) -> None:
        """Take back such a count where it was made: the link's share arrived after all."""
        self._taken.append(link)

    def sum_views(self) -> dict[sql.Cell, list[int]]:
        """Return the sums of readings, as `write` takes them."""
        cells: defaultdict[sql.Cell, list[int]] = defaultdict(lambda: [0, 0])
        for (identity, source, quarter), count in self._views.items():
            sums = cells[(self._articles[identity], source, *find_hour(quarter * QUARTER))]
            sums[0] += count
            # A reading within the site has no source and is no entry.
            sums[1] += count if source else 0
        return cells

    def write(self, views: Mapping[sql.Cell, Sequence[int]]) -> None:
        """Add everything to the tables."""
        sql.increment(ShareRollup, self._sum_acts())
        sql.increment(SourceRollup, views)
        sql.increment(BlockRollup, self._sum_blocks())
        sql.put_signs(
            {
                (self._articles[identity], app, *find_hour(quarter * QUARTER))
                for identity, app, quarter in self._previews
            }
        )

    def _add(self, event: Event, slug: str, column: str) -> None:
        self._acts[event.article.identity, slug, event.at // QUARTER, column] += 1

    def _sum_blocks(self) -> dict[sql.Cell, list[int]]:
        cells: defaultdict[sql.Cell, list[int]] = defaultdict(lambda: [0])
        for (identity, block, quarter), count in self._blocks.items():
            cells[(self._articles[identity], block, *find_hour(quarter * QUARTER))][0] += count
        return cells

    def _sum_acts(self) -> dict[sql.Cell, list[int]]:
        places = {column: place for place, column in enumerate(ShareRollup.COUNTS)}
        cells: defaultdict[sql.Cell, list[int]] = defaultdict(lambda: [0] * len(places))
        for (identity, slug, quarter, column), count in self._acts.items():
            cell = (self._articles[identity], slug, *find_hour(quarter * QUARTER))
            cells[cell][places[column]] += count
        for link in self._taken:
            cell = (link.article_id, link.channel, *read_hour(link.at))
            cells[cell][places["inferred"]] -= 1
        return cells
