"""Links and their places in chains, many at a time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec
from django.db import connections, router
from django.db.models import QuerySet

from sharekit.aggregate.sql.rows import run
from sharekit.models import ShareLink

_COLUMNS: Final = (
    "id",
    "token",
    "parent_token",
    "parent_id",
    "root_id",
    "generation",
    "stale_after",
)
# The links below a link that its marker has not passed. Without the second term, which is the
# condition of the index, the whole table would be read.
_BELOW: Final = (
    "below.parent_token = above.token AND NOT (below.parent_token = '') "
    "AND below.token > above.stale_after"
)


class Link(msgspec.Struct):
    """The columns of a ShareLink that settling needs; building model instances would take half the
    time.
    """

    pk: int
    token: str
    parent_token: str
    parent_id: int | None
    root_id: int | None
    generation: int | None
    stale_after: str | None


def lock_new(*, most: int) -> dict[str, Link]:
    """Return links without a place, by token, except those that another transaction has locked."""
    return _lock(ShareLink.objects.filter(generation=None).order_by("token")[:most])


def lock_stale(*, most: int) -> dict[str, Link]:
    """Return links above outdated links, those next to their root first."""
    stale = ShareLink.objects.filter(stale_after__isnull=False, generation__isnull=False)
    return _lock(stale.order_by("generation")[:most])


def lock_links(ids: Iterable[int]) -> set[int]:
    """Lock links, except those that another transaction has locked, and return their ids.

    Settling never waits, because it locks links in a different order than other workers.
    """
    rows = [(pk,) for pk in ids]
    if not connections[router.db_for_write(ShareLink)].features.has_select_for_update:
        return {pk for (pk,) in rows}
    locked = run(
        ShareLink,
        "SELECT id FROM {table} WHERE id IN ({rows}) FOR NO KEY UPDATE SKIP LOCKED",
        columns=("id",),
        rows=rows,
    )
    return {pk for (pk,) in locked}


def read_links(tokens: Iterable[str]) -> dict[str, Link]:
    """Return links by token."""
    rows = run(
        ShareLink,
        f"SELECT {', '.join(_COLUMNS)} FROM {{table}} WHERE token IN ({{rows}})",  # noqa: S608
        columns=("token",),
        rows=[(token,) for token in sorted(tokens)],
    )
    return {row[1]: Link(*row) for row in rows}


def read_below(above: Iterable[Link], *, most: int) -> list[Link]:
    """Return about `most` links directly below links whose markers say that they may be outdated.

    Links below the same link come in the database's order of tokens.
    """
    columns = ", ".join(f"below.{column}" for column in _COLUMNS)
    if connections[router.db_for_write(ShareLink)].vendor == "postgresql":
        # One index lookup for each link above, whatever the planner estimates: for a join it would
        # read the whole index.
        joined = (
            f"SELECT {columns} FROM ({{rows}}) AS above (token, stale_after) CROSS JOIN LATERAL "  # noqa: S608
            f"(SELECT * FROM {{table}} AS below WHERE {_BELOW} ORDER BY below.token LIMIT {most}) "
            "AS below"
        )
    else:
        joined = (
            f"WITH above (token, stale_after) AS ({{rows}}) SELECT {columns} "  # noqa: S608
            f"FROM above CROSS JOIN {{table}} AS below INDEXED BY sharekit_link_parent ON {_BELOW}"
        )
    rows = run(
        ShareLink,
        f"{joined} LIMIT {most}",
        columns=("token", "stale_after"),
        rows=_write_marks(above),
    )
    return [Link(*row) for row in rows[:most]]


def list_stale(above: Iterable[Link]) -> set[str]:
    """Return the tokens of links that have more links below them than their marker has passed."""
    rows = run(
        ShareLink,
        "WITH above ({columns}) AS ({rows}) SELECT above.token FROM above "  # noqa: S608
        # The offset keeps it an index lookup for each link; see read_below.
        f"WHERE EXISTS (SELECT 1 FROM {{table}} AS below WHERE {_BELOW} LIMIT 1 OFFSET 0)",
        columns=("token", "stale_after"),
        rows=_write_marks(above),
    )
    return {token for (token,) in rows}


def write_places(links: Iterable[Link]) -> None:
    """Write parent, root, generation and marker of links."""
    columns = ("id", "parent_id", "root_id", "generation", "stale_after")
    places = ", ".join(f"{column} = placed.{column}" for column in columns[1:])
    run(
        ShareLink,
        f"WITH placed({{columns}}) AS ({{rows}}) UPDATE {{table}} SET {places} "  # noqa: S608
        "FROM placed WHERE {table}.id = placed.id",
        columns=columns,
        rows=[
            (link.pk, link.parent_id, link.root_id, link.generation, link.stale_after)
            for link in links
        ],
    )


def _lock(links: QuerySet[ShareLink]) -> dict[str, Link]:
    locked = links.select_for_update(skip_locked=True, no_key=True)
    return {row[1]: Link(*row) for row in locked.values_list(*_COLUMNS)}


def _write_marks(above: Iterable[Link]) -> list[tuple[str, str]]:
    return [(link.token, link.stale_after or "") for link in above]
