"""The tables of the report, by what is counted in them, and by their names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any, Final

import msgspec
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sharekit.channels import find_all
from sharekit.models import Article
from sharekit.reports.articles import COUNTS, MOST_PASSED_ON, count_articles, rank_articles
from sharekit.reports.chains import Block, Chains, find_blocks, find_chains
from sharekit.reports.estimate import Estimate, estimate_dark
from sharekit.reports.period import Period
from sharekit.reports.series import Series, find_series
from sharekit.reports.sources import WITHIN, Sign, Source, find_signs, find_sources
from sharekit.reports.summary import WAY_COUNTS, Summary, Way, find_before, find_ways, summarize
from sharekit.reports.tables import Column, Table
from sharekit.reports.words import FIGURES, SOURCES, name_app, name_source, name_way

HEADLINE: Final = (
    "shares",
    "copies",
    "clickbacks",
    "reshares",
    "views",
    "entries",
    "marked",
    "inferred",
)
"""The figures of COUNTS in the order in which an editor asks for them."""


def find_table(name: str, period: Period, *, article: Article | None = None) -> Table | None:
    """Return a table over all articles, or over one; None where there is none of that name."""
    if article:
        of_one = _OF_ONE.get(name)
        return of_one(period, article) if of_one else None
    of_all = _OF_ALL.get(name)
    return of_all(period, None) if of_all else None


def tabulate_figures(summary: Summary, before: Summary | None) -> Table:
    """Return a row a figure: its count or ratio now and in the period before, None if unknown."""
    now, then = _list_figures(summary), _list_figures(before) if before else {}
    return Table(
        "figures",
        (
            Column("figure", _("Figure"), str, is_text=True),
            Column("count", _("Count")),
            Column("before", _("Before")),
        ),
        [(name, figure, then.get(name)) for name, figure in now.items()],
    )


def tabulate_ways(ways: Iterable[Way]) -> Table:
    """Return a row a way."""
    shown = {"shares", "copies", "clickbacks", "reshares"}
    return Table(
        "ways",
        (
            Column("channel", _("Way"), name_way, is_text=True),
            Column("is_dark", _("Private"), _write_whether, is_text=True),
            *(
                Column(
                    name, FIGURES[name].name if name in FIGURES else name, is_shown=name in shown
                )
                for name in WAY_COUNTS
            ),
        ),
        [msgspec.structs.astuple(way) for way in ways],
    )


def tabulate_sources(sources: Iterable[Source]) -> Table:
    """Return a row a source, those that are measured first."""
    rows = [
        (source.source, _is_hinted(source.source), source.entries, source.views)
        for source in sources
    ]
    return Table(
        "sources",
        (
            Column("source", _("Source"), name_source, is_text=True),
            Column("is_hinted", _("How it is known"), _write_layer, is_text=True),
            Column("entries", FIGURES["entries"].name),
            Column("views", FIGURES["views"].name),
        ),
        sorted(rows, key=lambda row: (row[1], row[0] == WITHIN)),
    )


def tabulate_signs(signs: Iterable[Sign]) -> Table:
    """Return a row an app."""
    columns = (Column("app", _("App"), name_app, is_text=True), Column("signs", _("Previews")))
    return Table("signs", columns, [(sign.app, sign.signs) for sign in signs])


def tabulate_articles(period: Period, *, most: int | None = None) -> Table:
    """Return a row an article, the `most` first or all, found when they are asked for."""
    shown = ("shares", "copies", "clickbacks", "reshares", "views")
    order = (*shown, *(name for name in COUNTS if name not in shown))
    return Table(
        "articles",
        (
            Column("id", _("Number"), is_shown=False),
            Column("url", _("Address"), str, is_text=True, is_shown=False),
            Column("title", _("Article"), str, is_text=True),
            *(Column(name, FIGURES[name].name, is_shown=name in shown) for name in order),
        ),
        (
            [row[name] for name in ("pk", "url", "title", *order)]
            for row in _find_articles(period, most)
        ),
    )


def _find_articles(period: Period, most: int | None) -> Iterator[dict[str, Any]]:
    """Yield pk, url, title and COUNTS of the `most` first, or all, once somebody asks."""
    by = (*MOST_PASSED_ON, "pk")
    if most is None:
        yield from rank_articles(Article.objects.all(), period, by=by, also=COUNTS)
        return
    # To find the first, only what sorts has to be summed up for all.
    ranked = rank_articles(Article.objects.all(), period, by=by)
    first = [row["pk"] for row in islice(ranked, most)]
    counts = count_articles(Article.objects.filter(pk__in=first), period)
    # One may have been forgotten in between.
    yield from ({"pk": pk, **msgspec.structs.asdict(counts[pk])} for pk in first if pk in counts)


def tabulate_estimate(estimate: Estimate | None) -> Table:
    """Return one row, or none where there is no estimate."""
    names = ("dark", "low", "likely", "high")
    return Table(
        "estimate",
        [Column(name, name) for name in names],
        [msgspec.structs.astuple(estimate)] if estimate else [],
    )


def tabulate_blocks(blocks: Iterable[Block]) -> Table:
    """Return a row a block."""
    columns = (
        Column("block", _("Block"), str, is_text=True),
        Column("copies", FIGURES["copies"].name),
    )
    return Table("blocks", columns, [(block.block, block.copies) for block in blocks])


def tabulate_generations(chains: Chains | None) -> Table:
    """Return a row a generation."""
    return Table(
        "generations",
        (
            Column("generation", _("Steps from the first share")),
            Column("links", _("Links")),
            Column("clickbacks", FIGURES["clickbacks"].name),
        ),
        [msgspec.structs.astuple(row) for row in (chains.generations if chains else [])],
    )


def tabulate_acts(series: Series) -> Table:
    """Return a row a day: shares and copies of each way that had some."""
    acts = {
        slug: [shares + copies for shares, copies in zip(of["shares"], of["copies"], strict=True)]
        for slug, of in series.ways.items()
    }
    return _tabulate_days("shares-by-day", series.days, acts)


def tabulate_visits(series: Series) -> Table:
    """Return a row a day: visits from shares of each way that brought some."""
    visits = {slug: of["clickbacks"] for slug, of in series.ways.items()}
    return _tabulate_days("visits-by-day", series.days, visits)


def tabulate_readings(series: Series) -> Table:
    """Return a row a day: readings, and visits from outside."""
    columns = [Column(name, FIGURES[name].name) for name in ("views", "entries")]
    rows = zip(series.days, series.views, series.entries, strict=True)
    return Table("readings-by-day", [_DAY, *columns], list(rows))


def _list_figures(summary: Summary) -> dict[str, float | None]:
    ratios: dict[str, float | None] = msgspec.structs.asdict(summary.ratios)
    ratios |= {
        "dark_share": summary.dark_share,
        "dark_share_of_buttons": summary.dark_share_of_buttons,
    }
    return {**{name: summary.counts[name] for name in HEADLINE}, **ratios}


_DAY: Final = Column("day", _("Day"), is_text=True)


def _tabulate_days(name: str, days: list[date], ways: Mapping[str, list[int]]) -> Table:
    """Return a row a day; ways without any count are left out, the others in the usual order."""
    known = find_all()
    order = [*known, *sorted(ways.keys() - known.keys())]
    slugs = [slug for slug in order if any(ways.get(slug, ()))]
    return Table(
        name,
        [_DAY, *(Column(slug, name_way(slug)) for slug in slugs)],
        list(zip(days, *(ways[slug] for slug in slugs), strict=True)),
    )


def _write_whether(is_so: bool) -> str:  # noqa: FBT001 - a cell's value
    return gettext("yes") if is_so else gettext("no")


def _is_hinted(source: str) -> bool:
    return source in SOURCES and SOURCES[source].is_hinted


def _write_layer(is_hinted: bool) -> str:  # noqa: FBT001 - a cell's value
    return gettext("hinted") if is_hinted else gettext("measured")


_Find = Callable[[Period, Any], Table]

_OF_BOTH: Final[dict[str, _Find]] = {
    "figures": lambda period, article: tabulate_figures(
        summarize(period, article=article), find_before(period, article=article)
    ),
    "ways": lambda period, article: tabulate_ways(find_ways(period, article=article)),
    "sources": lambda period, article: tabulate_sources(find_sources(period, article=article)),
    "signs": lambda period, article: tabulate_signs(find_signs(period, article=article)),
    "shares-by-day": lambda period, article: tabulate_acts(find_series(period, article=article)),
    "visits-by-day": lambda period, article: tabulate_visits(find_series(period, article=article)),
    "readings-by-day": lambda period, article: tabulate_readings(
        find_series(period, article=article)
    ),
}
_OF_ALL: Final = _OF_BOTH | {
    "articles": lambda period, _article: tabulate_articles(period),
    "estimate": lambda period, _article: tabulate_estimate(estimate_dark(period)),
}
_OF_ONE: Final = _OF_BOTH | {
    "generations": lambda _period, article: tabulate_generations(find_chains(article)),
    "blocks": lambda period, article: tabulate_blocks(find_blocks(article, period)),
}
