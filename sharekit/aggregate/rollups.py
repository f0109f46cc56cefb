"""The counts of one batch, collected in memory and added to the tables at the end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from sharekit.aggregate import sql
from sharekit.aggregate.clock import QUARTER, get_hour, get_local_hour
from sharekit.channels import get_slug
from sharekit.events import Event
from sharekit.models import (
    ArticleChannelTotal,
    ArticleTotal,
    BlockRollup,
    ChannelTotal,
    LinkTotal,
    Rollup,
    ShareLink,
    ShareRollup,
    SourceRollup,
    SourceTotal,
    Span,
)
from sharekit.tokens import is_token

Cells = dict[sql.Cell, list[int]]
"""Sums by cell, in the order of COUNTS."""


class Rollups:
    """Increments by cell and column; `articles` maps the batch's identities to ids.

    `campaign_links` maps the tokens of campaign links to ids; their visits and reshares are counted
    separately. Increments are collected by identity and quarter of an hour, which every event has:
    ids and hours are looked up once per cell, not once per event.
    """

    def __init__(self, articles: dict[str, int], campaign_links: Mapping[str, int]) -> None:
        self._articles = articles
        self._campaign_links = campaign_links
        self._acts: defaultdict[tuple[str, str, int, str], int] = defaultdict(int)
        self._views: defaultdict[tuple[str, str, int], int] = defaultdict(int)
        self._blocks: defaultdict[tuple[str, str, int], int] = defaultdict(int)
        self._previews: set[tuple[str, str, int]] = set()
        self._moved: list[tuple[sql.Cell, str, int]] = []
        self._links: defaultdict[tuple[str, int, str], int] = defaultdict(int)

    def get_article_id(self, event: Event) -> int:
        """Return the id of an event's article."""
        return self._articles[event.article.identity]

    def add_act(self, event: Event) -> None:
        """Count a share or copy, and a reshare if it has a parent."""
        slug = get_slug(event.mark)
        self._add(event, slug, "shares" if event.kind == "share" else "copies")
        if is_token(event.mark):
            self._add(event, slug, "marked")
        if event.parent in self._campaign_links:
            self._links[event.parent, event.at // QUARTER, "reshares"] += 1
        elif event.parent:
            self._add(event, get_slug(event.parent), "reshares")
        if event.block:
            self._blocks[event.article.identity, event.block, event.at // QUARTER] += 1

    def add_view(self, event: Event) -> None:
        """Count a page view, an entry if it has a source, and an arrival if its mark is only a
        letter.
        """
        self._views[event.article.identity, event.source, event.at // QUARTER] += 1
        if event.source and len(event.mark) == 1:
            self._add(event, get_slug(event.mark), "arrivals")

    def add_preview(self, event: Event) -> None:
        """Count the hour in which an app fetched an article, once."""
        self._previews.add((event.article.identity, event.source, event.at // QUARTER))

    def add_clickback(self, event: Event) -> None:
        """Count a visit from a share."""
        self._add(event, get_slug(event.mark), "clickbacks")

    def add_campaign_visit(self, event: Event) -> None:
        """Count a visit through a campaign link, which is not a share of a reader."""
        self._links[event.mark, event.at // QUARTER, "visits"] += 1

    def add_inferred(self, event: Event) -> None:
        """Count a link that is known only by its visit."""
        self._add(event, get_slug(event.mark), "inferred")

    def add_inferred_clickback(self, event: Event, *, article: int) -> None:
        """Count a visit whose link is known only by its visits; `article` is the link's article."""
        cell = (article, get_slug(event.mark), *get_hour(event.at))
        self._moved.append((cell, "inferred_clickbacks", 1))

    def take_inferred(self, link: ShareLink, *, visited: Iterable[datetime]) -> None:
        """Undo such counts where they were added, because the link's share has arrived."""
        place = (link.article_id, link.channel)
        self._moved.append(((*place, *get_local_hour(link.at)), "inferred", -1))
        for at in visited:
            self._moved.append(((*place, *get_local_hour(at)), "inferred_clickbacks", -1))

    def sum_views(self) -> Cells:
        """Return the sums of page views, as `write` takes them."""
        cells: Cells = defaultdict(lambda: [0, 0])
        for (identity, source, quarter), count in self._views.items():
            sums = cells[(self._articles[identity], source, *get_hour(quarter * QUARTER))]
            sums[0] += count
            # A page view within the site has no source and is not an entry.
            sums[1] += count if source else 0
        return cells

    def write(self, views: Cells) -> None:
        """Add all counts to the tables; rows that all workers change come last."""
        acts = self._sum_acts()
        sql.increment(ShareRollup, acts)
        sql.increment(SourceRollup, views)
        sql.increment(BlockRollup, self._sum_blocks())
        sql.put_signs(
            {
                (self._articles[identity], app, *get_hour(quarter * QUARTER))
                for identity, app, quarter in self._previews
            }
        )
        _add_totals(acts, views)
        sql.increment(LinkTotal, self._sum_links())

    def _add(self, event: Event, slug: str, column: str) -> None:
        self._acts[event.article.identity, slug, event.at // QUARTER, column] += 1

    def _sum_links(self) -> dict[sql.Total, list[int]]:
        totals: dict[sql.Total, list[int]] = defaultdict(lambda: [0] * len(LinkTotal.COUNTS))
        for (token, quarter, column), count in self._links.items():
            total = totals[self._campaign_links[token], get_hour(quarter * QUARTER)[0]]
            total[LinkTotal.COUNTS.index(column)] += count
        return totals

    def _sum_blocks(self) -> Cells:
        cells: Cells = defaultdict(lambda: [0])
        for (identity, block, quarter), count in self._blocks.items():
            cells[(self._articles[identity], block, *get_hour(quarter * QUARTER))][0] += count
        return cells

    def _sum_acts(self) -> Cells:
        places = {column: place for place, column in enumerate(ShareRollup.COUNTS)}
        cells: Cells = defaultdict(lambda: [0] * len(places))
        for (identity, slug, quarter, column), count in self._acts.items():
            cell = (self._articles[identity], slug, *get_hour(quarter * QUARTER))
            cells[cell][places[column]] += count
        for cell, column, count in self._moved:
            cells[cell][places[column]] += count
        return cells


def add_cells(acts: Cells, views: Cells) -> None:
    """Add to the counts of shares and page views, and to all totals that depend on them."""
    sql.increment(ShareRollup, acts)
    sql.increment(SourceRollup, views)
    _add_totals(acts, views)


def _add_totals(acts: Cells, views: Cells) -> None:
    sql.increment(ArticleTotal, _sum_articles(acts, views))
    sql.increment(ArticleChannelTotal, _sum(acts, ShareRollup, by=_by_channel))
    sql.increment(ChannelTotal, _sum(acts, ShareRollup, by=_by_kind))
    sql.increment(SourceTotal, _sum(views, SourceRollup, by=_by_kind))


def _sum(
    cells: Cells, model: type[Rollup], *, by: Callable[[sql.Cell], sql.Total]
) -> dict[sql.Total, list[int]]:
    totals: dict[sql.Total, list[int]] = defaultdict(lambda: [0] * len(model.COUNTS))
    for cell, numbers in cells.items():
        total = totals[by(cell)]
        for place, number in enumerate(numbers):
            total[place] += number
    return totals


def _by_article(cell: sql.Cell) -> sql.Total:
    return cell[0], Span.NEW.value, cell[2]


def _by_channel(cell: sql.Cell) -> sql.Total:
    return cell[0], cell[1], Span.NEW.value, cell[2]


def _by_kind(cell: sql.Cell) -> sql.Total:
    return cell[1], cell[2]


def _sum_articles(acts: Cells, views: Cells) -> dict[sql.Total, list[int]]:
    """Return the totals of articles: page views, entries, dark entries, and acts."""
    shares = _sum(acts, ShareRollup, by=_by_article)
    page_views = _sum(views, SourceRollup, by=_by_article)
    dark = {cell: numbers for cell, numbers in views.items() if cell[1] == "dark"}
    dark_entries = _sum(dark, SourceRollup, by=_by_article)
    return {
        key: [*page_views[key], dark_entries[key][1], *shares[key]]
        for key in {*shares, *page_views}
    }
