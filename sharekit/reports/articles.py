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
MOST_PASSED_ON: Final = (f"-{ACTS}", "-clickbacks", "url")
"""The order of every report."""
_NUMBER: Final = BigIntegerField()
_PAGE: Final = 100
"""Articles that are read by name before all others."""

MOST_IDS: Final = 500
"""Articles that a query names one by one; the oldest SQLite that we support takes 999."""

Among = list[int] | QuerySet[Any]
"""Articles by their ids, or by a query for these."""
Channels = dict[str, dict[str, int]]
"""Figures of CHANNEL_COUNTS by channel slug."""


class ArticleCounts(msgspec.Struct, frozen=True):
    """One article's figures, by the names in COUNTS, and those of its channels, by slug."""

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
    """Return the figures of the articles that anything was counted for, most passed on first.

    `url` limits them to one address or id, as `find_articles` takes it.
    """
    articles = find_articles(url) if url else Article.objects.all()
    counted = [
        row
        for row in count_articles(articles, period).values()
        if any(getattr(row, count) for count in COUNTS)
    ]
    return sorted(counted, key=lambda row: (-row.shares - row.copies, -row.clickbacks, row.url))


def count_articles(articles: QuerySet[Article], period: Period) -> dict[int, ArticleCounts]:
    """Return the figures of articles by id, in three queries, whatever their number."""
    named = list(articles.values_list("pk", "url", "title"))
    # With a query inside, PostgreSQL reads a whole table for a page of articles.
    among = [pk for pk, *_ in named] if len(named) <= MOST_IDS else articles.order_by().values("pk")
    totals = _sum_all(period, COUNTS, among=among)
    channels: dict[int, Channels] = {}
    for pk, channel, *sums in _sum_ways(period, among=among):
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


def _sum_ways(period: Period, *, among: Among) -> Iterable[Any]:
    """Return rows of article, channel, and sums of CHANNEL_COUNTS."""
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
    """Yield pk, url, title and the figures in `by` and `also` of articles, ordered by `by`.

    Names are those of COUNTS, and ACTS, with a minus as `order_by` takes them. What nothing was
    counted for is left out, unless `is_counted` is False; so is what comes before the values of
    `by` in `after`. All are summed up in one go and sorted here, by figures first, so that what
    else is known is read of the first ones alone: to sort in the query takes ten times as long.
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
        # Each sort leaves what is equal in the order of the ones before.
        for name, column in zip(reversed(by), reversed(columns), strict=True):
            rows.sort(key=itemgetter(column), reverse=name != column)
        yield from rows


def _rank(
    sums: Mapping[int, Sequence[int]], leading: Sequence[tuple[int, int]], after: Sequence[Any]
) -> Iterator[list[int]]:
    """Yield ids by their figures, those that tie together, from where `after` stands.

    `leading` are the figures to sort by: the sign of each, and its place in the sums.
    """

    def find_key(pk: int) -> tuple[int, ...]:
        return tuple(sign * sums[pk][place] for sign, place in leading)

    ranked = sorted(sums, key=find_key)
    if after:
        key = tuple(sign * value for (sign, _), value in zip(leading, after, strict=False))
        ranked = ranked[bisect_left(ranked, key, key=find_key) :]
    for _key, group in groupby(ranked, key=find_key):
        yield list(group)


def _gather(equals: Iterator[list[int]]) -> Iterator[list[int]]:
    """Yield about a page of articles, then all others, those that tie together."""
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
    """Return sums by article, in the order of names, and last the one of all COUNTS."""
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
    """Order a queryset by columns and by figures of the period, as `order_by` takes them.

    Names of figures are those of COUNTS, and ACTS. For pages that are not ours and take nothing but
    a queryset: `rank_articles` is faster where there are many articles.
    """
    summed = {name.lstrip("-") for name in by}.intersection((*COUNTS, ACTS))
    figures = {name: _sum_each(name, period) for name in sorted(summed)}
    return articles.annotate(**figures).order_by(*by)


def _sum_each(name: str, period: Period) -> Any:
    """Return a figure's sum, article by article: a join would count whenever articles are."""
    rows = ArticleTotal.objects.filter(limit(period), article=OuterRef("pk")).order_by()
    sums = rows.values("article").annotate(sum=Sum(_express(name))).values("sum")
    return Coalesce(Subquery(sums), 0, output_field=_NUMBER)


def _express(name: str) -> Any:
    return F("shares") + F("copies") if name == ACTS else F(name)


def find_articles(url: str) -> QuerySet[Article]:
    """Return the articles of one address, given with or without host, query and mark, or of an id.

    Their own address may have a query and any percent-encoding. Raises `Refused` (400) when it is
    no address.
    """
    if url.isascii() and url.isdigit():
        # No id is longer, and Python reads no number of thousands of digits.
        return Article.objects.filter(pk=int(url[:20]))
    try:
        host, path = _split(url)
    except ValueError:
        path = "\0"
    # PostgreSQL takes no NUL.
    if "\0" in path:
        raise Refused(400, _("“%(url)s” is no address of a page.") % {"url": url})
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
    """Return the one article of an address or id.

    Raises `Refused`: 404 where there is none, 400 where the address is none, or that of several.
    """
    found = list(find_articles(url).order_by("pk")[:10])
    if not found:
        raise Refused(404, _("There is no article “%(url)s”.") % {"url": url})
    if len(found) > 1:
        ids = ", ".join(str(article.pk) for article in found)
        raise Refused(
            400,
            _("“%(url)s” is the address of several articles. Name one by its id: %(ids)s.")
            % {"url": url, "ids": ids},
        )
    return found[0]


def _split(url: str) -> tuple[str, str]:
    """Return host and unquoted path."""
    parts = urlsplit(tokens.strip(url)[0])
    return parts.netloc.lower(), unquote(parts.path) or "/"
