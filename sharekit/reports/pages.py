"""The articles of a period in pages, each found by where the one before it ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
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
    rank_articles,
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
    place = _read(cursor, by) if cursor else []
    ranked = rank_articles(articles, period, by=by, after=place)
    follow = (row for row in ranked if not place or _follows(row, by, place))
    rows = list(islice(follow, limit))
    is_last = next(follow, None) is None
    counts = count_articles(Article.objects.filter(pk__in=[row["pk"] for row in rows]), period)
    return Page(
        articles=[counts[row["pk"]] for row in rows if row["pk"] in counts],
        cursor=None if is_last else _write(by, rows[-1]),
    )


def _follows(row: Mapping[str, Any], by: Sequence[str], place: Sequence[Any]) -> bool:
    """Tell whether an article comes after a place.

    REST framework's own cursor counts the rows that tie, up to a thousand; here most tie at 0.
    """
    for name, value in zip(by, place, strict=True):
        own = row[name.removeprefix("-")]
        if own != value:
            return bool(own < value) if name.startswith("-") else bool(own > value)
    return False


def _write(by: Sequence[str], row: Mapping[str, Any]) -> str:
    place = [row[name.removeprefix("-")] for name in by]
    return signing.dumps([list(by), place], salt=SALT)


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
