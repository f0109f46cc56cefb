"""Counts by article, and by article and channel, over a period of days."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final
from urllib.parse import unquote, urlsplit

import msgspec
from django.db.models import BigIntegerField, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _

from sharekit import tokens
from sharekit.exceptions import Refused
from sharekit.models import Article, ShareRollup, SourceRollup
from sharekit.reports.period import Period

SOURCE_COUNTS: Final = ("views", "entries")
SHARE_COUNTS: Final = ("shares", "copies", "marked", "clickbacks", "inferred", "reshares")
COUNTS: Final = SOURCE_COUNTS + SHARE_COUNTS
"""The figures of an article, in the order of every report."""
CHANNEL_COUNTS: Final = ("shares", "copies", "clickbacks", "reshares")
"""The figures of a channel."""
MOST_PASSED_ON: Final = ((F("shares") + F("copies")).desc(), "-clickbacks", "-views", "url")
"""The order of every report, for annotated articles: most shares and copies first."""

Channels = dict[str, dict[str, int]]
"""Figures of CHANNEL_COUNTS by channel slug."""


class ArticleCounts(msgspec.Struct, frozen=True):
    """One article's figures, by the names in COUNTS, and those of its channels, by slug."""

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


def annotate(
    articles: QuerySet[Article], period: Period, *, counts: Collection[str] = COUNTS
) -> QuerySet[Article]:
    """Add figures of COUNTS to articles, each a sum over the period."""
    models = dict.fromkeys(SOURCE_COUNTS, SourceRollup) | dict.fromkeys(SHARE_COUNTS, ShareRollup)
    return articles.annotate(**{count: _sum(models[count], count, period) for count in counts})


def _sum(model: type[ShareRollup | SourceRollup], count: str, period: Period) -> Coalesce:
    rows = model._default_manager.filter(period.condition, article=OuterRef("pk"))
    sums = rows.order_by().values("article").annotate(sum=Sum(count)).values("sum")
    return Coalesce(Subquery(sums, output_field=BigIntegerField()), Value(0))


def list_articles(period: Period, *, url: str = "") -> list[ArticleCounts]:
    """Return the figures of the articles that anything was counted for, most passed on first.

    `url` limits them to one address, given with or without host, query and mark; raises `Refused`
    (400) when it is none.
    """
    articles = _find_articles(url) if url else Article.objects.all()
    channels = find_channels(articles, period)
    listed = [
        ArticleCounts(
            url=row.url,
            title=row.title,
            channels=channels.get(row.pk, {}),
            **{count: getattr(row, count) for count in COUNTS},
        )
        for row in annotate(articles, period).order_by(*MOST_PASSED_ON)
    ]
    return [row for row in listed if any(getattr(row, count) for count in COUNTS)]


def _find_articles(url: str) -> QuerySet[Article]:
    """Return the articles of one address, whose own may have a query and any percent-encoding."""
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


def _split(url: str) -> tuple[str, str]:
    """Return host and unquoted path."""
    parts = urlsplit(tokens.strip(url)[0])
    return parts.netloc.lower(), unquote(parts.path) or "/"


def find_channels(articles: QuerySet[Article], period: Period) -> dict[int, Channels]:
    """Return the figures of CHANNEL_COUNTS by article id and channel slug, in one query."""
    rows = (
        ShareRollup.objects.filter(period.condition, article__in=articles)
        .values("article_id", "channel")
        .annotate(**{count: Sum(count) for count in CHANNEL_COUNTS})
        .order_by("article_id", "channel")
    )
    found: dict[int, Channels] = {}
    for article, channel, *sums in rows.values_list("article_id", "channel", *CHANNEL_COUNTS):
        if any(sums):
            counts = dict(zip(CHANNEL_COUNTS, sums, strict=True))
            found.setdefault(article, {})[channel] = counts
    return found
