"""How counting goes, for whoever runs the site: backlog, lag and rate, whole and by shard."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

import msgspec
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from sharekit import buffers
from sharekit.buffers import Advice, ShardStatus
from sharekit.buffers.database import SHARD as DATABASE
from sharekit.reports.addresses import find_unknown_addresses
from sharekit.reports.notices import find_notices
from sharekit.reports.status import judge, make_aware
from sharekit.reports.words import write_number

_WIDTHS: Final = (-10, 10, 7, 8, 8, 12)
"""Columns of the table, the names of shards to the left; the cursor takes what is left of 80."""
_UNITS: Final = ((86_400, "d"), (3_600, "h"), (60, "min"), (0, "s"))


class Shard(msgspec.Struct, frozen=True):
    """One part of the buffer, as `buffers.ShardStatus` describes it."""

    shard: str
    waiting: int
    lag_seconds: float
    last_drain: datetime | None
    rate: float
    counted: int
    position: str


class Operations(msgspec.Struct, frozen=True):
    """What `sharekit_status` and the metrics tell, `sentence` and `step` as in `Status`.

    `lag_seconds` is the age of the oldest event that waits, `last_drain` when a worker last looked,
    `rate` how many events a second were counted over the last minute or so, and `overflow` how many
    wait in the database because the buffer's own server did not take them. `advice` is about that
    server, `hints` about who sends and the readers' addresses.
    """

    healthy: bool
    sentence: str
    step: str
    counted_up_to: datetime
    waiting: int
    lag_seconds: float
    last_drain: datetime | None
    rate: float
    overflow: int
    rejected: int
    faults: tuple[str, ...]
    advice: list[Advice]
    hints: list[Advice]
    shards: list[Shard]


def find_operations() -> Operations:
    """Return how counting goes now, asking the buffer's server for its configuration, too."""
    now = timezone.now()
    buffer = buffers.get()
    found = buffer.status()
    status = judge(found, now=now)
    shards = [_describe(shard, now=now) for shard in found.shards]
    # A server that does not answer tells of no shard.
    has_server = bool(found.faults) or any(shard.shard != DATABASE for shard in shards)
    return Operations(
        healthy=status.is_healthy,
        sentence=status.sentence,
        step=status.step,
        counted_up_to=status.counted_up_to,
        waiting=status.waiting,
        lag_seconds=_find_age(found.oldest, now=now),
        last_drain=max((shard.last_drain for shard in shards if shard.last_drain), default=None),
        rate=sum(shard.rate for shard in shards),
        overflow=sum(shard.waiting for shard in shards if has_server and shard.shard == DATABASE),
        rejected=status.rejected,
        faults=status.faults,
        advice=buffer.check(),
        hints=[*find_notices(), *find_unknown_addresses()],
        shards=shards,
    )


def write_operations_json(operations: Operations) -> str:
    """Return the operations as JSON; times are RFC 3339."""
    return msgspec.json.encode(operations).decode()


def write_operations(operations: Operations) -> str:
    """Return the operations for a terminal of 80 columns: all of it, its shards, the advice."""
    now = timezone.now()
    whole = (
        (_("Waiting"), write_number(operations.waiting)),
        (_("Lag"), _write_age(operations.lag_seconds)),
        (_("Last drain"), _write_last(operations.last_drain, now=now)),
        (_("Counted a second"), _write_rate(operations.rate)),
        (_("In overflow"), write_number(operations.overflow)),
        (_("Rejected"), write_number(operations.rejected)),
    )
    headings = (_("Shard"), _("Waiting"), _("Lag"), _("Drained"), _("A second"), _("Counted"))
    lines = [operations.sentence, ""]
    lines += [*(f"{name:<20}{value}" for name, value in whole), ""]
    lines.append(_write_line([*headings, _("Cursor")]))
    for shard in operations.shards:
        cells = (
            shard.shard,
            write_number(shard.waiting),
            _write_age(shard.lag_seconds),
            _write_drain(shard.last_drain, now=now),
            _write_rate(shard.rate),
            write_number(shard.counted),
            shard.position,
        )
        lines.append(_write_line(cells))
    for advice in (*operations.advice, *operations.hints):
        lines += ["", advice.sentence, f"    {advice.step}"]
    return "\n".join(lines)


def _describe(shard: ShardStatus, *, now: datetime) -> Shard:
    return Shard(
        shard=shard.shard,
        waiting=shard.waiting,
        lag_seconds=_find_age(shard.oldest, now=now),
        last_drain=make_aware(shard.at) if shard.at else None,
        rate=shard.rate,
        counted=shard.counted,
        position=shard.position,
    )


def _find_age(moment: datetime | None, *, now: datetime) -> float:
    # Clocks of several machines differ: what comes out of the future is new.
    return max((now - moment).total_seconds(), 0.0) if moment else 0.0


def _write_line(cells: Iterable[str]) -> str:
    *columns, last = cells
    line = " ".join(
        cell.ljust(-width) if width < 0 else cell.rjust(width)
        for cell, width in zip(columns, _WIDTHS, strict=True)
    )
    return f"{line}  {last}".rstrip()


def _write_last(moment: datetime | None, *, now: datetime) -> str:
    age = _write_drain(moment, now=now)
    return _("%(age)s ago") % {"age": age} if moment else age


def _write_drain(moment: datetime | None, *, now: datetime) -> str:
    return _write_age(_find_age(moment, now=make_aware(now))) if moment else _("never")


def _write_age(seconds: float) -> str:
    """Return a duration in its largest whole unit."""
    length, unit = next((length, unit) for length, unit in _UNITS if seconds >= length)
    return f"{seconds / (length or 1):.0f} {unit}"


def _write_rate(rate: float) -> str:
    # number_format cuts off what it does not show.
    return number_format(round(rate, 1), decimal_pos=1, use_l10n=True, force_grouping=True)
