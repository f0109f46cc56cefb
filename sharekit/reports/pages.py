"""The articles of a period in pages, each found by where the one before it ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import msgspec
from django.core import signing
from django.db.models import Q
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _

from sharekit.exceptions import Refused
from sharekit.models import Article
from sharekit.reports.articles import (
    ACTS,
    COUNTS,
    MOST_PASSED_ON,
    ArticleCounts,
    count_articles,
    find_articles,
    keep_counted,
    sort_articles,
)
from sharekit.reports.period import Period

ORDERS: Final = tuple(
    f"{sign}{name}" for name in (ACTS, *COUNTS, "title", "url") for sign in ("-", "")
)
"""What articles are ordered by; with a minus the largest come first."""
SALT: Final = "sharekit.page"


class Page(msgspec.Struct, frozen=True):
    """Some articles' figures, and the cursor of those that follow, None on the last page."""

    articles: list[ArticleCounts]
    cursor: str | None


def list_page(
    period: Period,
    *,
    limit: int,
    order: str = "",
    cursor: str = "",
    url: str = "",
    search: str = "",
) -> Page:
    """Return a page of the articles that anything was counted for, by default as in every report.

    `order` is one of ORDERS, `url` an address or id as `find_articles` takes it, `search` a part
    of the title or the address. Raises `Refused` (400) when `url` is no address, or `cursor` none
    of this order. What is counted between two pages may move an article from one to the other.
    """
    by = (*((order,) if order else MOST_PASSED_ON), "pk")
    articles = find_articles(url) if url else Article.objects.all()
    if search:
        articles = articles.filter(
            Q(title__icontains=search)
            | Q(url__icontains=search)
            | Q(url__icontains=iri_to_uri(search))
        )
    articles = sort_articles(keep_counted(articles, period), period, by=by)
    if cursor:
        articles = articles.filter(_follow(by, _read(cursor, by)))
    columns = [name.lstrip("-") for name in by]
    rows = list(articles.values_list(*columns)[: limit + 1])
    ids = [row[-1] for row in rows[:limit]]
    counts = count_articles(Article.objects.filter(pk__in=ids), period)
    return Page(
        articles=[counts[pk] for pk in ids if pk in counts],
        cursor=_write(by, rows[limit - 1]) if len(rows) > limit else None,
    )


def _follow(by: Sequence[str], place: Sequence[Any]) -> Q:
    """Return the condition of what comes after a place.

    REST framework's own cursor counts the rows that tie, up to a thousand; here most tie at 0.
    """
    follows, ties = Q(), Q()
    for name, value in zip(by, place, strict=True):
        column = name.lstrip("-")
        follows |= ties & Q(**{f"{column}__{'lt' if name != column else 'gt'}": value})
        ties &= Q(**{column: value})
    return follows


def _write(by: Sequence[str], place: Sequence[Any]) -> str:
    return signing.dumps([list(by), list(place)], salt=SALT)


def _read(cursor: str, by: Sequence[str]) -> list[Any]:
    """Return the place of a cursor; it is signed, so what it says is what we wrote."""
    try:
        order, place = signing.loads(cursor, salt=SALT)
    except signing.BadSignature:
        order, place = None, []
    if order != list(by):
        raise Refused(
            400,
            _("The cursor is none of this list: take it from “next”, with the same ordering."),
        )
    return list(place)
