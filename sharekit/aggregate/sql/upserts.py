"""Upserts, their rows in the order of their keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from django.db import connections, models, router

from sharekit.keys import ArticleKey
from sharekit.models import Article, Clickback, ShareLink, ShareRollup, SourceRollup

Cell = tuple[int, str, date, int]
"""An article's id, a channel or source, a day and an hour."""

MOST_PARAMETERS: Final = 900
"""Parameters of one statement; the oldest SQLite that we support takes 999."""


class LinkRow(NamedTuple):
    """A link as it is first known; the columns of ShareLink."""

    token: str
    article_id: int
    channel: str
    state: int
    parent_token: str
    at: datetime
    campaign: str = ""


class ClickbackRow(NamedTuple):
    """A marked visit; the columns of Clickback."""

    name: str
    token: str
    reader: str | None
    counted: bool
    day: date
    at: datetime


def put_articles(keys: Iterable[ArticleKey]) -> dict[str, int]:
    """Write articles, with the address and title of the last key, and return ids by identity."""
    latest = {key.identity: key for key in keys}
    rows = [(key.identity, key.address, key.title) for key in latest.values()]
    return dict(
        _insert(
            Article,
            ("identity", "url", "title"),
            sorted(rows),
            "ON CONFLICT (identity) DO UPDATE SET url = excluded.url, title = excluded.title "
            "RETURNING identity, id",
        )
    )


def put_links(links: Iterable[LinkRow]) -> list[tuple[int, str, int]]:
    """Write links and return (id, token, state) of those that this changed.

    A new link keeps its state; one known by its visit is completed by its share; one known by its
    share stays as it is, and is not returned.
    """
    table = ShareLink._meta.db_table
    state = ShareLink.State
    return _insert(
        ShareLink,
        LinkRow._fields,
        sorted(links),
        f"ON CONFLICT (token) DO UPDATE SET state = {state.COMPLETED:d}, "
        "parent_token = excluded.parent_token, generation = NULL "
        f"WHERE {table}.state = {state.INFERRED:d} AND excluded.state = {state.RECORDED:d} "
        "RETURNING id, token, state",
    )


def put_clickbacks(clickbacks: Iterable[ClickbackRow]) -> dict[str, int]:
    """Write visits and return the ids, by name, of those that were new.

    A visit is not new when its name, or its token and known reader, is there already.
    """
    return dict(
        _insert(
            Clickback,
            ClickbackRow._fields,
            sorted(clickbacks),
            "ON CONFLICT DO NOTHING RETURNING name, id",
        )
    )


def increment(model: type[ShareRollup | SourceRollup], cells: Mapping[Cell, Counter[str]]) -> None:
    """Add to rows of counts."""
    table, counts = model._meta.db_table, model.COUNTS
    sums = ", ".join(f"{count} = {table}.{count} + excluded.{count}" for count in counts)
    _insert(
        model,
        ("article_id", model.KIND, "day", "hour", *counts),
        [(*cell, *(cells[cell][count] for count in counts)) for cell in sorted(cells)],
        f"ON CONFLICT (article_id, {model.KIND}, day, hour) DO UPDATE SET {sums}",
    )


def _insert(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Sequence[tuple[Any, ...]],
    rest: str,
) -> list[tuple[Any, ...]]:
    """Insert rows, as many a statement as parameters allow, and return what they return."""
    returned: list[tuple[Any, ...]] = []
    connection = connections[router.db_for_write(model)]
    step = MOST_PARAMETERS // len(columns)
    head = f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) VALUES "  # noqa: S608
    one = f"({', '.join(['%s'] * len(columns))})"
    with connection.cursor() as cursor:
        for start in range(0, len(rows), step):
            part = rows[start : start + step]
            values = [
                connection.ops.adapt_datetimefield_value(value)
                if isinstance(value, datetime)
                else value
                for row in part
                for value in row
            ]
            cursor.execute(f"{head}{', '.join([one] * len(part))} {rest}", values)
            if cursor.description:
                returned += cursor.fetchall()
    return returned
