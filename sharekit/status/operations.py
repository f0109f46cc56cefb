"""How counting goes, for the operators of a site: backlog, lag and rate, in total and by shard."""

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
from sharekit.formats import format_number
from sharekit.status.addresses import list_unknown_addresses
from sharekit.status.notices import list_notices
from sharekit.status.status import judge, make_aware

_WIDTHS: Final = (-10, 10, 7, 8, 8, 12)
"""Column widths of the table, negative if left-aligned; the cursor takes the rest of 80 columns."""
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
    """The content of `sharekit_status` and of the metrics.

    `sentence` and `step` are the `state` and the `step` of `Status`. `lag_seconds` is the age of
    the oldest event that waits, `last_drain` the time at which a worker last read the buffer,
    `rate` the events counted per second over about the last minute, and `overflow` the number of
    events that wait in the database because the buffer's own server did not accept them. `overdue`
    is true if readers' hashes are kept for longer than 48 hours. `advice` is about that server,
    `hints` is about senders and readers' addresses.
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
    overdue: bool
    faults: tuple[str, ...]
    advice: list[Advice]
    hints: list[Advice]
    shards: list[Shard]


def get_operations() -> Operations:
    """Return the current operations; this also asks the buffer's server for its configuration."""
    now = timezone.now()
    buffer = buffers.get()
    found = buffer.status()
    status = judge(found, now=now)
    shards = [_describe(shard, now=now) for shard in found.shards]
    # A server that does not answer reports no shards.
    has_server = bool(found.faults) or any(shard.shard != DATABASE for shard in shards)
    return Operations(
        healthy=status.is_healthy,
        sentence=status.state,
        step=status.step,
        counted_up_to=status.counted_up_to,
        waiting=status.waiting,
        lag_seconds=_get_age(found.oldest, now=now),
        last_drain=max((shard.last_drain for shard in shards if shard.last_drain), default=None),
        rate=sum(shard.rate for shard in shards),
        overflow=sum(shard.waiting for shard in shards if has_server and shard.shard == DATABASE),
        rejected=status.rejected,
        overdue=status.is_overdue,
        faults=status.faults,
        advice=buffer.check(),
        hints=[*list_notices(), *list_unknown_addresses()],
        shards=shards,
    )


def render_operations_json(operations: Operations) -> str:
    """Return the operations as JSON; times are RFC 3339."""
    return msgspec.json.encode(operations).decode()


def render_operations(operations: Operations) -> str:
    """Return the operations for a terminal of 80 columns: totals, shards and advice."""
    now = timezone.now()
    whole = (
        (_("Waiting"), format_number(operations.waiting)),
        (_("Lag"), _format_age(operations.lag_seconds)),
        (_("Last drain"), _format_last_drain(operations.last_drain, now=now)),
        (_("Counted per second"), _format_rate(operations.rate)),
        (_("In overflow"), format_number(operations.overflow)),
        (_("Rejected"), format_number(operations.rejected)),
    )
    headings = (_("Shard"), _("Waiting"), _("Lag"), _("Drained"), _("Per sec."), _("Counted"))
    lines = [operations.sentence, ""]
    lines += [*(f"{name:<20}{value}" for name, value in whole), ""]
    lines.append(_format_line([*headings, _("Cursor")]))
    for shard in operations.shards:
        cells = (
            shard.shard,
            format_number(shard.waiting),
            _format_age(shard.lag_seconds),
            _format_drain(shard.last_drain, now=now),
            _format_rate(shard.rate),
            format_number(shard.counted),
            shard.position,
        )
        lines.append(_format_line(cells))
    for advice in (*operations.advice, *operations.hints):
        lines += ["", advice.sentence, f"    {advice.step}"]
    return "\n".join(lines)


def _describe(shard: ShardStatus, *, now: datetime) -> Shard:
    return Shard(
        shard=shard.shard,
        waiting=shard.waiting,
        lag_seconds=_get_age(shard.oldest, now=now),
        last_drain=make_aware(shard.at) if shard.at else None,
        rate=shard.rate,
        counted=shard.counted,
        position=shard.position,
    )


def _get_age(moment: datetime | None, *, now: datetime) -> float:
    # Clocks of machines differ: an event from the future has age 0.
    return max((now - moment).total_seconds(), 0.0) if moment else 0.0


def _format_line(cells: Iterable[str]) -> str:
    *columns, last = cells
    line = " ".join(
        cell.ljust(-width) if width < 0 else cell.rjust(width)
        for cell, width in zip(columns, _WIDTHS, strict=True)
    )
    return f"{line}  {last}".rstrip()


def _format_last_drain(moment: datetime | None, *, now: datetime) -> str:
    age = _format_drain(moment, now=now)
    return _("%(age)s ago") % {"age": age} if moment else age


def _format_drain(moment: datetime | None, *, now: datetime) -> str:
    return _format_age(_get_age(moment, now=make_aware(now))) if moment else _("never")


def _format_age(seconds: float) -> str:
    """Return a duration in its largest whole unit."""
    length, unit = next((length, unit) for length, unit in _UNITS if seconds >= length)
    return f"{seconds / (length or 1):.0f} {unit}"


def _format_rate(rate: float) -> str:
    # number_format truncates instead of rounding.
    return number_format(round(rate, 1), decimal_pos=1, use_l10n=True, force_grouping=True)
