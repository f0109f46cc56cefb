"""Upserts, with their rows in the order of their keys."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Final, NamedTuple

from sharekit.aggregate.sql.rows import MOST_PARAMETERS, run
from sharekit.models import Clickback, Counts, PreviewRollup, ShareLink

Key = tuple[int | str | date, ...]
"""The key of a row of counts, as defined by its model."""
Sums = dict[str, int]
"""The counts of a row, by column."""

INSERT: Final = "INSERT INTO {table} ({columns}) {rows}"


class Cell(NamedTuple):
    """The key of a rollup; its kind is a channel, a source, a block or an app."""

    article: int
    kind: str
    day: date
    hour: int


class Known(NamedTuple):
    """What is known about an existing link."""

    state: int
    article: int
    pk: int


class LinkRow(NamedTuple):
    """A link as it is first stored; the columns of ShareLink."""

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


def read_states(tokens: Collection[str]) -> dict[str, Known]:
    """Return state, article id and id of each existing link."""
    rows = run(
        ShareLink,
        "SELECT token, state, article_id, id FROM {table} WHERE token IN ({rows})",
        columns=("token",),
        rows=[(token,) for token in tokens],
    )
    return {token: Known(*known) for token, *known in rows}


def put_links(links: Iterable[LinkRow]) -> list[tuple[int, str, int]]:
    """Write and lock links, and return (id, token, state) of those that changed.

    A new link keeps its state; a link known by its visit is completed by its share. Other links are
    unchanged and not returned.
    """
    state = ShareLink.State
    return run(
        ShareLink,
        f"{INSERT} ON CONFLICT (token) DO UPDATE SET state = {state.COMPLETED:d}, "
        "parent_token = excluded.parent_token, generation = NULL "
        f"WHERE {{table}}.state = {state.INFERRED:d} AND excluded.state = {state.RECORDED:d} "
        "RETURNING id, token, state",
        columns=LinkRow._fields,
        rows=sorted(links),
    )


def put_clickbacks(clickbacks: Iterable[ClickbackRow]) -> dict[str, int]:
    """Write visits and return the ids of the new ones, by name.

    A visit is not new if its name, or its token and known reader, is already stored.
    """
    # Sorted by the columns that two visits may share. In the order of names, workers with other
    # visits of the same readers and links could deadlock.
    ordered = sorted(clickbacks, key=_by_reader)
    return dict(
        run(
            Clickback,
            f"{INSERT} ON CONFLICT DO NOTHING RETURNING name, id",
            columns=ClickbackRow._fields,
            rows=ordered,
        )
    )


def read_visits(tokens: Iterable[str]) -> dict[str, list[tuple[str, datetime]]]:
    """Return name and time of the counted visits of each link."""
    visits: dict[str, list[tuple[str, datetime]]] = {token: [] for token in tokens}
    listed = list(visits)
    for start in range(0, len(listed), MOST_PARAMETERS):
        counted = Clickback.objects.filter(
            token__in=listed[start : start + MOST_PARAMETERS], counted=True
        )
        for token, name, at in counted.values_list("token", "name", "at"):
            visits[token].append((name, at))
    return visits


def _by_reader(row: ClickbackRow) -> tuple[str, str, str]:
    return row.token, row.reader or "", row.name


def increment(model: type[Counts], sums: Mapping[Cell, Sums] | Mapping[Key, Sums]) -> None:
    """Add to rows of counts by their key."""
    names = model.counts()
    added = ", ".join(f"{name} = {{table}}.{name} + excluded.{name}" for name in names)
    run(
        model,
        f"{INSERT} ON CONFLICT ({', '.join(model.key())}) DO UPDATE SET {added}",
        columns=(*model.key(), *names),
        rows=sorted((*key, *(row[name] for name in names)) for key, row in sums.items()),
    )


def put_signs(cells: Iterable[Cell]) -> None:
    """Write one preview for each app, article and hour that has none."""
    run(
        PreviewRollup,
        f"{INSERT} ON CONFLICT DO NOTHING",
        columns=(*PreviewRollup.key(), *PreviewRollup.counts()),
        rows=[(*cell, 1) for cell in sorted(cells)],
    )
