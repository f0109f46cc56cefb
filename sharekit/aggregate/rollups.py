"""The counts of one batch, collected in memory and added to the tables at the end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from sharekit.aggregate.clock import QUARTER, get_hour, get_local_hour
from sharekit.aggregate.minutes import Minutes
from sharekit.aggregate.sql.upserts import Cell, Key, Sums, increment, put_signs
from sharekit.channels.find import get_slug
from sharekit.events import Event
from sharekit.keys import Name, split
from sharekit.models import (
    Article,
    ArticleChannelTotal,
    ArticleTotal,
    BlockRollup,
    ChannelTotal,
    Counts,
    LinkTotal,
    PreviewRollup,
    ShareLink,
    ShareRollup,
    SourceRollup,
    SourceTotal,
    Span,
)
from sharekit.tokens import is_token

Cells = dict[Cell, Sums]
"""Sums by the key of a rollup."""
Totals = dict[Key, Sums]
"""Sums by the key of a total."""
Site = tuple[str, str]
"""The site and the language of an article."""

_Place = tuple[Any, str, int, str]
"""An article (or a campaign link's token), a kind as in `Cell`, a quarter of an hour, a count.

One is built for each count of each event, so it is a plain tuple.
"""


class Rollups:
    """Increments by place; `articles` maps the names of the batch's articles to ids.

    `campaign_links` maps the tokens of campaign links to ids; their visits and reshares are counted
    separately. Increments are collected by article and quarter of an hour: hours are looked up once
    per cell, not once per event.
    """

    def __init__(self, articles: dict[Name, int], campaign_links: Mapping[str, int]) -> None:
        self._articles = articles
        self._campaign_links = campaign_links
        self._sums: dict[type[Counts], defaultdict[_Place, int]] = {
            model: defaultdict(int)
            for model in (ShareRollup, SourceRollup, BlockRollup, PreviewRollup, LinkTotal)
        }
        self._moved: list[tuple[Cell, str, int]] = []
        self._minutes = Minutes()

    def get_article_id(self, event: Event) -> int:
        """Return the id of an event's article."""
        return self._articles[event.article.name]

    def add(self, event: Event, column: str, *, mark: str = "") -> None:
        """Count one in a column of ShareRollup, at the channel of the event's or another mark."""
        self._add(ShareRollup, event, get_slug(mark or event.mark), column)

    def add_act(self, event: Event) -> None:
        """Count a share or copy, and a reshare if it has a parent."""
        self.add(event, "shares" if event.kind == "share" else "copies")
        self._minutes.add(event, "acts")
        if is_token(event.mark):
            self.add(event, "marked")
        if event.parent in self._campaign_links:
            self._add_to_link(event, event.parent, "reshares")
        elif event.parent:
            self.add(event, "reshares", mark=event.parent)
        if event.block:
            self._add(BlockRollup, event, event.block, "copies")

    def add_view(self, event: Event) -> None:
        """Count a page view, and an arrival if it begins a visit and its mark is only a letter."""
        self._add(SourceRollup, event, event.source, "views")
        self._minutes.add(event, "views")
        if event.source and len(event.mark) == 1:
            self.add(event, "arrivals")

    def add_clickback(self, event: Event) -> None:
        """Count a visit through a link that a reader shared."""
        self.add(event, "clickbacks")
        self._minutes.add(event, "clickbacks")

    def add_preview(self, event: Event) -> None:
        """Count the hour in which an app fetched an article, once."""
        self._add(PreviewRollup, event, event.source, "signs")

    def add_campaign_visit(self, event: Event) -> None:
        """Count a visit through a campaign link, which is not a share of a reader."""
        self._add_to_link(event, event.mark, "visits")

    def add_inferred_clickback(self, event: Event, *, article: int) -> None:
        """Count a visit whose link is known only by its visits; `article` is the link's article."""
        cell = Cell(article, get_slug(event.mark), *get_hour(event.at))
        self._moved.append((cell, "inferred_clickbacks", 1))

    def take_inferred(self, link: ShareLink, *, visited: Iterable[datetime]) -> None:
        """Undo such counts where they were added, because the link's share has arrived."""
        for column, at in (
            ("inferred", link.at),
            *(("inferred_clickbacks", visit) for visit in visited),
        ):
            cell = Cell(link.article_id, link.channel, *get_local_hour(at))
            self._moved.append((cell, column, -1))

    def sum_views(self) -> Cells:
        """Return the sums of page views, as `write` takes them."""
        cells = self._sum(SourceRollup)
        for cell, sums in cells.items():
            # A page view within the site has no source and is not an entry.
            sums["entries"] = sums["views"] if cell.kind else 0
        return cells

    def write(self, views: Cells) -> None:
        """Add all counts to the tables; rows that all workers change come last."""
        acts = self._sum(ShareRollup)
        for cell, column, count in self._moved:
            acts[cell][column] += count
        increment(ShareRollup, acts)
        increment(SourceRollup, views)
        increment(BlockRollup, self._sum(BlockRollup))
        put_signs(self._sum(PreviewRollup))
        _add_totals(acts, views, sites=self._get_sites(acts))
        increment(LinkTotal, self._sum_links())
        self._minutes.write()

    def _get_sites(self, acts: Cells) -> dict[int, Site]:
        """Return the sites of articles by id; a link of the batch may belong to another article."""
        sites = {pk: (site, split(identity)[1]) for (site, identity), pk in self._articles.items()}
        if others := {cell.article for cell in acts} - sites.keys():
            named = Article.objects.filter(pk__in=others).values_list("pk", "site", "language")
            sites |= {pk: (site, language) for pk, site, language in named}
        return sites

    def _add(self, model: type[Counts], event: Event, kind: str, column: str) -> None:
        self._sums[model][self.get_article_id(event), kind, event.at // QUARTER, column] += 1

    def _add_to_link(self, event: Event, token: str, column: str) -> None:
        self._sums[LinkTotal][token, "", event.at // QUARTER, column] += 1

    def _sum(self, model: type[Counts]) -> Cells:
        cells: Cells = _build_sums(model)
        for (article, kind, quarter, column), count in self._sums[model].items():
            cell = Cell(article, kind, *get_hour(quarter * QUARTER))
            cells[cell][column] += count
        return cells

    def _sum_links(self) -> Totals:
        totals: Totals = _build_sums(LinkTotal)
        for (token, _kind, quarter, column), count in self._sums[LinkTotal].items():
            day, _hour = get_hour(quarter * QUARTER)
            totals[self._campaign_links[token], day][column] += count
        return totals


def add_cells(acts: Cells, views: Cells, *, article: Article) -> None:
    """Add to an article's counts of shares and page views, and to all totals above them."""
    increment(ShareRollup, acts)
    increment(SourceRollup, views)
    _add_totals(acts, views, sites={article.pk: (article.site, article.language)})


def _build_sums(model: type[Counts]) -> defaultdict[Any, Sums]:
    """Return sums by key, all of which begin at 0."""
    return defaultdict(dict.fromkeys(model.counts(), 0).copy)


def _add_totals(acts: Cells, views: Cells, *, sites: Mapping[int, Site]) -> None:
    # Visits without a referrer have a column of their own.
    dark = {cell: {"dark": sums["entries"]} for cell, sums in views.items() if cell.kind == "dark"}
    increment(ArticleTotal, _add_up(ArticleTotal, acts, views, dark, by=_get_article))
    increment(ArticleChannelTotal, _add_up(ArticleChannelTotal, acts, by=_get_channel))

    def get_kind(cell: Cell) -> Key:
        return cell.kind, cell.day, *sites[cell.article]

    increment(ChannelTotal, _add_up(ChannelTotal, acts, by=get_kind))
    increment(SourceTotal, _add_up(SourceTotal, views, by=get_kind))


def _add_up(model: type[Counts], *tables: Cells, by: Callable[[Cell], Key]) -> Totals:
    """Return the sums of rollups by the key that `by` returns."""
    totals: Totals = _build_sums(model)
    for cells in tables:
        for cell, sums in cells.items():
            total = totals[by(cell)]
            for column, count in sums.items():
                if count:
                    total[column] += count
    return totals


def _get_article(cell: Cell) -> Key:
    return cell.article, Span.NEW.value, cell.day


def _get_channel(cell: Cell) -> Key:
    return cell.article, cell.kind, Span.NEW.value, cell.day
