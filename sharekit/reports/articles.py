"""Counts by article, and by article and channel, over a period of days."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import chain, groupby, takewhile
from operator import add, itemgetter
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import msgspec
from django.db.models import BigIntegerField, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _

from sharekit import tokens
from sharekit.exceptions import Refused
from sharekit.models import Article, ArticleChannelTotal, ArticleTotal
from sharekit.reports.period import Period
from sharekit.reports.spans import limit
from sharekit.reports.sums import sum_up

COUNTS: Final = (
    "views",
    "entries",
    "shares",
    "copies",
    "marked",
    "clickbacks",
    "inferred",
    "reshares",
)
"""The figures of an article, in the order of every report."""
CHANNEL_COUNTS: Final = ("shares", "copies", "clickbacks", "reshares")
"""The figures of a channel."""
ACTS: Final = "acts"
"""Shares and copies together: a name to sort by."""
MOST_SHARED: Final = (f"-{ACTS}", "-clickbacks", "url")
"""The order of every report."""
_NUMBER: Final = BigIntegerField()
_PAGE: Final = 100
"""Articles whose names are read before those of all others."""

MOST_IDS: Final = 500
"""Articles that one query may name by id; the oldest supported SQLite takes 999 parameters."""

Among = list[int] | QuerySet[Any]
"""Articles, as a list of ids or as a query for ids."""
Channels = dict[str, dict[str, int]]
"""Figures of CHANNEL_COUNTS by channel slug."""


class ArticleCounts(msgspec.Struct, frozen=True):
    """One article's figures, by the names in COUNTS, and its channels' figures by slug."""

    id: int
    url: str
    title: str
    views: int
    entries: int
    shares: int
    copies: int
    marked: int
    clickbacks: int
    inferred: int
    reshares: int
    channels: Channels


def list_articles(period: Period, *, url: str = "") -> list[ArticleCounts]:
    """Return the figures of every article that has any count, the most shared first.

    `url` limits them to one address or id, as in `find_articles`.
    """
    articles = find_articles(url) if url else Article.objects.all()
    counted = [
        row
        for row in count_articles(articles, period).values()
        if any(getattr(row, count) for count in COUNTS)
    ]
    return sorted(counted, key=lambda row: (-row.shares - row.copies, -row.clickbacks, row.url))


def count_articles(articles: QuerySet[Article], period: Period) -> dict[int, ArticleCounts]:
    """Return the figures of articles by id, in three queries for any number of articles."""
    named = list(articles.values_list("pk", "url", "title"))
    # With a subquery, PostgreSQL reads the whole table for one page of articles.
    among = [pk for pk, *_ in named] if len(named) <= MOST_IDS else articles.order_by().values("pk")
    totals = _sum_all(period, COUNTS, among=among)
    channels: dict[int, Channels] = {}
    for pk, channel, *sums in _sum_channels(period, among=among):
        if any(sums):
            counts = dict(zip(CHANNEL_COUNTS, sums, strict=True))
            channels.setdefault(pk, {})[channel] = counts
    nothing = [0] * (len(COUNTS) + 1)
    return {
        pk: ArticleCounts(
            id=pk,
            url=url,
            title=title,
            channels=channels.get(pk, {}),
            **dict(zip(COUNTS, totals.get(pk, nothing)[:-1], strict=True)),
        )
        for pk, url, title in named
    }


def _sum_channels(period: Period, *, among: Among) -> Iterable[Any]:
    """Return rows of article, channel and the sums of CHANNEL_COUNTS."""
    rows = ArticleChannelTotal.objects.filter(limit(period), article__in=among)
    named = {f"sum_{count}": sum_up(count) for count in CHANNEL_COUNTS}
    sums = rows.values("article_id", "channel").annotate(**named).order_by("article_id", "channel")
    listed: Iterable[Any] = sums.values_list("article_id", "channel", *named)
    return listed


def rank_articles(
    articles: QuerySet[Article],
    period: Period,
    *,
    by: Sequence[str],
    also: Sequence[str] = (),
    is_counted: bool = True,
    after: Sequence[Any] = (),
) -> Iterator[dict[str, Any]]:
    """Yield pk, url, title and the figures in `by` and `also` for each article, ordered by `by`.

    Names are those of COUNTS, and ACTS; a leading minus means descending, as in `order_by`.
    Articles without any count are left out unless `is_counted` is False. So are articles that come
    before `after`, which holds values of `by`. All articles are summed in one query and sorted here
    by their figures, so that names are read only for the first ones. Sorting in the database takes
    ten times as long.
    """
    columns = [name.removeprefix("-") for name in by]
    names: list[str] = [name for name in (*COUNTS, ACTS) if name in {*columns, *also}]
    sums = _sum_all(period, names)
    if is_counted:
        sums = {pk: numbers for pk, numbers in sums.items() if numbers[-1]}
    else:
        nothing = (0,) * (len(names) + 1)
        known = articles.order_by().values_list("pk", flat=True)
        sums = {pk: sums.get(pk, nothing) for pk in known}
    leading = [
        (-1 if name != column else 1, names.index(column))
        for name, column in takewhile(lambda pair: pair[1] in names, zip(by, columns, strict=True))
    ]
    for group in _gather(_rank(sums, leading, after)):
        rows = [
            {"pk": pk, "url": url, "title": title, **dict(zip(names, sums[pk]))}  # noqa: B905 - the last one is not shown
            for pk, url, title in _list_named(articles, group)
        ]
        # Python sorts are stable, so the last one decides first.
        for name, column in zip(reversed(by), reversed(columns), strict=True):
            rows.sort(key=itemgetter(column), reverse=name != column)
        yield from rows


def _rank(
    sums: Mapping[int, Sequence[int]], leading: Sequence[tuple[int, int]], after: Sequence[Any]
) -> Iterator[list[int]]:
    """Yield groups of ids with equal figures, starting at the group that `after` belongs to.

    `leading` holds, for each figure to sort by, its sign and its index in the sums.
    """

    def get_key(pk: int) -> tuple[int, ...]:
        return tuple(sign * sums[pk][place] for sign, place in leading)

    ranked = sorted(sums, key=get_key)
    if after:
        key = tuple(sign * value for (sign, _), value in zip(leading, after, strict=False))
        ranked = ranked[bisect_left(ranked, key, key=get_key) :]
    for _key, group in groupby(ranked, key=get_key):
        yield list(group)


def _gather(equals: Iterator[list[int]]) -> Iterator[list[int]]:
    """Yield the groups of about one page of articles, then all other articles."""
    first: list[int] = []
    for group in equals:
        first += group
        if len(first) >= _PAGE:
            break
    yield first
    if rest := list(chain.from_iterable(equals)):
        yield rest


def _list_named(articles: QuerySet[Article], pks: list[int]) -> Iterable[tuple[int, str, str]]:
    """Return pk, url and title of articles."""
    named = articles.order_by().values_list("pk", "url", "title")
    if len(pks) <= MOST_IDS:
        return named.filter(pk__in=pks)
    wanted = set(pks)
    return (row for row in named if row[0] in wanted)


def _sum_all(
    period: Period, names: Sequence[str], *, among: Among | None = None
) -> dict[int, tuple[int, ...]]:
    """Return sums by article in the order of `names`, followed by the sum of all COUNTS."""
    everything = reduce(add, (F(name) for name in COUNTS))
    named = {f"sum_{name}": sum_up(_express(name)) for name in names}
    named["sum_all"] = sum_up(everything)
    rows = ArticleTotal.objects.filter(limit(period)).order_by()
    if among is not None:
        rows = rows.filter(article__in=among)
    grouped = rows.values("article_id").annotate(**named)
    return {pk: tuple(numbers) for pk, *numbers in grouped.values_list("article_id", *named)}


def sort_articles(
    articles: QuerySet[Article], period: Period, *, by: Sequence[str]
) -> QuerySet[Article]:
    """Order a queryset by columns and by figures of the period, named as in `order_by`.

    Figures have the names of COUNTS, and ACTS. This is for pages that accept only a queryset;
    `rank_articles` is faster with many articles.
    """
    summed = {name.lstrip("-") for name in by}.intersection((*COUNTS, ACTS))
    figures = {name: _sum_each(name, period) for name in sorted(summed)}
    return articles.annotate(**figures).order_by(*by)


def _sum_each(name: str, period: Period) -> Any:
    """Return a figure's sum as a subquery: a join would slow down every count of articles."""
    rows = ArticleTotal.objects.filter(limit(period), article=OuterRef("pk")).order_by()
    sums = rows.values("article").annotate(sum=Sum(_express(name))).values("sum")
    return Coalesce(Subquery(sums), 0, output_field=_NUMBER)


def _express(name: str) -> Any:
    return F("shares") + F("copies") if name == ACTS else F(name)


def find_articles(url: str) -> QuerySet[Article]:
    """Return the articles at an address, given with or without host, query and mark, or with an id.

    The stored address may have a query and any percent-encoding. Raises `Refused` (400) if `url` is
    not a valid address.
    """
    if url.isascii() and url.isdigit():
        # No id is longer, and Python refuses to parse numbers of thousands of digits.
        return Article.objects.filter(pk=int(url[:20]))
    try:
        host, path = _split(url)
    except ValueError:
        path = "\0"
    # PostgreSQL does not accept NUL.
    if "\0" in path:
        raise Refused(400, _("“%(url)s” is not a valid page address.") % {"url": url})
    condition = Q()
    for form in (path, iri_to_uri(path), urlsplit(url).path):
        condition |= Q(url__contains=form)
    found = [
        pk
        for pk, address in Article.objects.filter(condition).values_list("pk", "url")
        if _split(address)[1] == path and host in {"", _split(address)[0]}
    ]
    return Article.objects.filter(pk__in=found)


def find_article(url: str) -> Article:
    """Return the one article with an address or id.

    Raises `Refused`: 404 if there is no such article, 400 if the address is not valid or belongs to
    several articles.
    """
    found = list(find_articles(url).order_by("pk")[:10])
    if not found:
        raise Refused(404, _("There is no article “%(url)s”.") % {"url": url})
    if len(found) > 1:
        ids = ", ".join(str(article.pk) for article in found)
        raise Refused(
            400,
            _("Several articles have the address “%(url)s”. Give an id instead: %(ids)s.")
            % {"url": url, "ids": ids},
        )
    return found[0]


def _split(url: str) -> tuple[str, str]:
    """Return host and unquoted path."""
    parts = urlsplit(tokens.strip(url)[0])
    return parts.netloc.lower(), unquote(parts.path) or "/"
