"""Writes counts straight into the tables, with all totals above them, as a drain would."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sharekit.aggregate.rollups import add_cells
from sharekit.aggregate.sql.upserts import Cell
from sharekit.models import Article, ShareRollup

Hour = tuple[str, date, int]
"""A channel or a source, and an hour of a day."""


def get_article(name: str, *, site: str = "news.example") -> Article:
    """Return the article of that name, which is new if it was not asked for before."""
    columns: dict[str, Any] = {"identity": f"/{name}/", "site": site, "language": ""}
    article, _is_new = Article.objects.get_or_create(
        **columns, defaults={"title": name, "url": f"https://{site}/{name}/"}
    )
    return article


def add(
    article: Article,
    *,
    acts: Mapping[Hour, Mapping[str, int]] | None = None,
    views: Mapping[Hour, int] | None = None,
) -> None:
    """Add counts by channel and hour, and page views by source and hour; all of them are visits."""
    nothing = dict.fromkeys(ShareRollup.counts(), 0)
    add_cells(
        {Cell(article.pk, *hour): {**nothing, **counts} for hour, counts in (acts or {}).items()},
        {
            Cell(article.pk, *hour): {"views": count, "entries": count}
            for hour, count in (views or {}).items()
        },
        article=article,
    )
