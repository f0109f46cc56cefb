"""Upserts, their rows in the order of their keys."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Final, NamedTuple

from sharekit.aggregate.sql.rows import MOST_PARAMETERS, run
from sharekit.models import Clickback, Counts, PreviewRollup, ShareLink

Cell = tuple[int, str, date, int]
"""The key of a rollup: an article's id, a channel, source or block, a day and an hour."""
Total = tuple[int | str | date, ...]
"""The key of a total, as its model says."""

INSERT: Final = "INSERT INTO {table} ({columns}) {rows}"


class Known(NamedTuple):
    """What is known of a link that is there."""

    state: int
    article: int
    pk: int


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


def read_states(tokens: Collection[str]) -> dict[str, Known]:
    """Return state, article's id and id of each link that is there."""
    rows = run(
        ShareLink,
        "SELECT token, state, article_id, id FROM {table} WHERE token IN ({rows})",
        columns=("token",),
        rows=[(token,) for token in tokens],
    )
    return {token: Known(*known) for token, *known in rows}


def put_links(links: Iterable[LinkRow]) -> list[tuple[int, str, int]]:
    """Write and lock links, and return (id, token, state) of those that this changed.

    A new link keeps its state; one known by its visit is completed by its share; any other stays as
    it is, and is not returned.
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
    """Write visits and return the ids, by name, of those that were new.

    A visit is not new when its name, or its token and known reader, is there already.
    """
    # By what two visits may share: workers whose batches hold other visits of the same readers and
    # links would wait for one another in the order of names.
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
    """Return name and time of the visits that were counted of each link."""
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


def increment(
    model: type[Counts], counts: Mapping[Cell, Sequence[int]] | Mapping[Total, Sequence[int]]
) -> None:
    """Add to rows of counts by their key; the numbers stand in the order of COUNTS."""
    sums = ", ".join(f"{count} = {{table}}.{count} + excluded.{count}" for count in model.COUNTS)
    run(
        model,
        f"{INSERT} ON CONFLICT ({', '.join(model.key())}) DO UPDATE SET {sums}",
        columns=(*model.key(), *model.COUNTS),
        rows=sorted((*key, *numbers) for key, numbers in counts.items()),
    )


def put_signs(cells: Iterable[Cell]) -> None:
    """Write one sign for each app, article and hour that has none."""
    run(
        PreviewRollup,
        f"{INSERT} ON CONFLICT DO NOTHING",
        columns=(*PreviewRollup.key(), *PreviewRollup.COUNTS),
        rows=[(*cell, 1) for cell in sorted(cells)],
    )
