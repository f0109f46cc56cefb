"""Links and their places in chains, many at a time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec
from django.db import connections, router

from sharekit.aggregate.sql.rows import run
from sharekit.models import ShareLink

# Without the last term, which is the index's own condition, the whole table would be read.
_BELOW: Final = "parent_token IN ({rows}) AND NOT (parent_token = '')"


class Link(msgspec.Struct):
    """What of a ShareLink matters here; building the model's instances would take half the time."""

    pk: int
    token: str
    parent_token: str
    root_id: int | None
    generation: int | None
    parent_id: int | None = None


def read_links(tokens: Iterable[str], *, lock: bool = False) -> dict[str, Link]:
    """Return links by token; with a lock, those alone that no other transaction has locked."""
    ending = "FOR NO KEY UPDATE SKIP LOCKED" if lock and _can_lock() else ""
    rows = run(
        ShareLink,
        "SELECT id, token, parent_token, root_id, generation FROM {table} "  # noqa: S608
        f"WHERE token IN ({{rows}}) {ending}",
        columns=("token",),
        rows=[(token,) for token in sorted(tokens)],
    )
    return {row[1]: Link(*row) for row in rows}


def read_below(tokens: Iterable[str], *, most: int) -> set[str]:
    """Return the tokens of links right below others, about `most`."""
    rows = run(
        ShareLink,
        f"SELECT token FROM {{table}} WHERE {_BELOW} LIMIT {most}",  # noqa: S608
        columns=("parent_token",),
        rows=[(token,) for token in sorted(tokens)],
    )
    return {token for (token,) in rows}


def lock_links(tokens: Iterable[str], *, above: Iterable[str]) -> None:
    """Lock links, and those right below others, in one go and in the order of their tokens.

    Nobody then waits in a circle with those who complete links. On SQLite the transaction itself is
    the lock.
    """
    if not _can_lock():
        return
    run(
        ShareLink,
        "WITH wanted({columns}) AS ({rows}), found AS ("
        "SELECT id FROM {table} JOIN wanted USING (token) UNION "
        "SELECT id FROM {table} JOIN wanted USING (parent_token) WHERE NOT (parent_token = '')) "
        "SELECT count(*) FROM (SELECT 1 FROM {table} WHERE id IN (SELECT id FROM found) "
        'ORDER BY token COLLATE "C" FOR NO KEY UPDATE) AS locked',
        columns=("token", "parent_token"),
        rows=[*((token, "") for token in tokens), *(("", token) for token in above)],
    )


def unsettle_below(tokens: Iterable[str]) -> None:
    """Take the places of links right below others, so that they are settled anew."""
    run(
        ShareLink,
        f"UPDATE {{table}} SET generation = NULL WHERE {_BELOW} AND generation IS NOT NULL",  # noqa: S608
        columns=("parent_token",),
        rows=[(token,) for token in sorted(tokens)],
    )


def write_places(links: Iterable[Link]) -> None:
    """Write parent, root and generation of links, and the parent's token where it was cut off."""
    columns = ("id", "parent_id", "parent_token", "root_id", "generation")
    places = ", ".join(f"{column} = placed.{column}" for column in columns[1:])
    run(
        ShareLink,
        f"WITH placed({{columns}}) AS ({{rows}}) UPDATE {{table}} SET {places} "  # noqa: S608
        "FROM placed WHERE {table}.id = placed.id",
        columns=columns,
        rows=[
            (link.pk, link.parent_id, link.parent_token, link.root_id, link.generation)
            for link in links
        ],
    )


def _can_lock() -> bool:
    return connections[router.db_for_write(ShareLink)].features.has_select_for_update
