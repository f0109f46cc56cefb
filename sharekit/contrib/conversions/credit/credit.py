"""Adds conversions to the sums, in steps of one transaction each.

One worker credits at a time, and marks what it counted in the transaction of the counts. Whatever
interrupts or repeats a step, a conversion is counted once.
"""

from __future__ import annotations

import time
from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Final

import msgspec
from django.db import connections

from sharekit.aggregate.sql.rows import run
from sharekit.aggregate.sql.upserts import INSERT
from sharekit.buffers import cursors
from sharekit.contrib.conversions.credit.shares import Shares
from sharekit.contrib.conversions.credit.sums import Key, Share, Sums
from sharekit.contrib.conversions.models import Conversion, ConversionTotal, State

CURSOR: Final = "conversions-credit"
"""The cursor row that is locked while conversions are credited."""
STEP: Final = 100
"""The most conversions of a transaction."""
_MARKED: Final = ("due", "counted", "token", "article", "channel", "link")
MOST_SECONDS: Final = 20.0
"""Seconds after which a call ends; the next call continues."""


class _Counts(msgspec.Struct):
    """What a step adds to a row of totals."""

    conversions: int = 0
    reversed: int = 0
    value: Decimal = Decimal(0)


def credit() -> int:
    """Add waiting conversions and reversals to the sums, for some seconds; return how many.

    Those that another worker credits are left to it, and those whose link may still arrive, or that
    the site is changing at this moment, to the next call.
    """
    end = time.monotonic() + MOST_SECONDS
    last, credited = 0, 0
    while time.monotonic() < end:
        with cursors.hold(CURSOR) as is_ours:
            rows = _list_due(after=last) if is_ours else []
            credited += _credit(rows)
        if not rows:
            break
        last = rows[-1].pk
    return credited


def _list_due(*, after: int) -> list[Conversion]:
    """Return waiting conversions, locked, without those that others have locked.

    A transaction of the site may change several rows: it must not wait for one that waits for it.
    """
    rows = Conversion.objects.filter(due=True, pk__gt=after).order_by("pk")
    if connections[cursors.get_alias()].features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True, no_key=True)
    return list(rows[:STEP])


def _credit(rows: list[Conversion]) -> int:
    """Add locked rows to the sums, and mark them as counted."""
    shares, sums = Shares(rows), Sums()
    totals: defaultdict[tuple[str, date, str], _Counts] = defaultdict(_Counts)
    credited = []
    for row in rows:
        share = _find_share(row, shares)
        if share is None:
            continue
        number = _weigh(row)
        value = number * (row.value or Decimal(0))
        counts = totals[row.goal, row.day, row.currency]
        counts.conversions += not row.counted
        counts.reversed += row.state == State.REVERSED
        counts.value += value
        if share.channel:
            key = Key(row.goal, row.currency, share)
            sums.add(key, number=number, value=value, day=row.day)
        _mark(row, share)
        credited.append(row)
    Conversion.objects.bulk_update(credited, _MARKED)
    _add_totals(totals)
    sums.save()
    return len(credited)


def _find_share(row: Conversion, shares: Shares) -> Share | None:
    if row.counted:
        return Share(row.article_id, row.channel, row.link_id)
    return shares.find(row.token, at=row.at) if row.token else Share()


def _weigh(row: Conversion) -> int:
    """Return by how much a row changes the number of conversions that hold: 1, 0 or -1."""
    return (row.state == State.RECORDED) - (row.counted == State.RECORDED)


def _mark(row: Conversion, share: Share) -> None:
    row.due, row.counted, row.token = False, row.state, ""
    row.article_id, row.channel, row.link_id = share


def _add_totals(totals: dict[tuple[str, date, str], _Counts]) -> None:
    names = _Counts.__struct_fields__
    added = ", ".join(f"{name} = {{table}}.{name} + excluded.{name}" for name in names)
    run(
        ConversionTotal,
        f"{INSERT} ON CONFLICT (goal, day, currency) DO UPDATE SET {added}",
        columns=("goal", "day", "currency", *names),
        rows=sorted((*key, *msgspec.structs.astuple(each)) for key, each in totals.items()),
    )
