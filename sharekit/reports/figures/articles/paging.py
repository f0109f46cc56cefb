"""The articles of a period in pages, each found by where the previous one ended."""

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
from sharekit.figures import SORTABLE
from sharekit.models import Article
from sharekit.reports.figures.articles.lookup import find_articles
from sharekit.reports.figures.articles.ranking import MOST_SHARED, rank_articles
from sharekit.reports.figures.articles.sums import ArticleCounts, count_articles
from sharekit.reports.period.days import Period

ORDERS: Final = tuple(f"{sign}{name}" for name in (*SORTABLE, "title", "url") for sign in ("-", ""))
"""The orders in which articles can be listed; a leading minus means descending."""
SALT: Final = "sharekit.page"


class Page(msgspec.Struct, frozen=True):
    """Some articles' figures, and the cursor of the next page, None on the last page."""

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
    """Return a page of the articles that have any count, by default in the order of every report.

    `order` is one of ORDERS, `url` an address or id as in `find_articles`, `search` a part of the
    title or the address. Raises `Refused` (400) if `url` or `cursor` is not valid, or if `cursor`
    belongs to another order. Counts that arrive between two pages may move an article from one to
    the other.
    """
    by = (*((order,) if order else MOST_SHARED), "pk")
    articles = find_articles(url) if url else Article.objects.all()
    if search:
        articles = articles.filter(
            Q(title__icontains=search)
            | Q(url__icontains=search)
            | Q(url__icontains=iri_to_uri(search))
        )
    place = _decode_cursor(cursor, by) if cursor else []
    ranked = rank_articles(articles, period, by=by, after=place)
    follow = (row for row in ranked if not place or _follows(row, by, place))
    rows = list(islice(follow, limit))
    is_last = next(follow, None) is None
    counts = count_articles(Article.objects.filter(pk__in=[row["pk"] for row in rows]), period)
    return Page(
        articles=[counts[row["pk"]] for row in rows if row["pk"] in counts],
        cursor=None if is_last else _encode_cursor(by, rows[-1]),
    )


def _follows(row: Mapping[str, Any], by: Sequence[str], place: Sequence[Any]) -> bool:
    """Return whether an article comes after a position.

    REST framework's own cursor counts up to a thousand tied rows; here most rows tie at 0.
    """
    for name, value in zip(by, place, strict=True):
        own = row[name.removeprefix("-")]
        if own != value:
            return bool(own < value) if name.startswith("-") else bool(own > value)
    return False


def _encode_cursor(by: Sequence[str], row: Mapping[str, Any]) -> str:
    place = [row[name.removeprefix("-")] for name in by]
    return signing.dumps([list(by), place], salt=SALT)


def _decode_cursor(cursor: str, by: Sequence[str]) -> list[Any]:
    """Return the position in a cursor. It is signed, so its content can be trusted."""
    try:
        order, place = signing.loads(cursor, salt=SALT)
    except signing.BadSignature:
        order, place = None, []
    if order != list(by):
        raise Refused(
            400,
            _(
                "The cursor is not valid here. Use the one from “next”, and do not change "
                "“ordering”."
            ),
        )
    return list(place)
