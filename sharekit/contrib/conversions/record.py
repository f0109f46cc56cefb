"""Recording and reversing a conversion, in the transaction of the site's own code.

A row of totals that every order writes to would let orders wait for one another, so totals are
added later, by credit.py.
"""

from __future__ import annotations

import re
from typing import Any, Final

from django.db import router, transaction
from django.db.models import Q
from django.utils import timezone

from sharekit.aggregate.sql.rows import run
from sharekit.aggregate.sql.upserts import INSERT
from sharekit.conf import settings as sharekit_settings
from sharekit.contrib.conversions.amounts import Amount, parse_amount
from sharekit.contrib.conversions.conf import settings
from sharekit.contrib.conversions.models import Conversion, State
from sharekit.contrib.conversions.signals import conversion_recorded
from sharekit.contrib.transactions import write_with_site
from sharekit.hashes import digest
from sharekit.nearest import suggest
from sharekit.reports.period.days import localise
from sharekit.tokens import is_token

NUMBER_LENGTH: Final = 100
"""The most characters of the shop's number of an order."""
Number = str | int | None
_LETTER: Final = re.compile("[a-zA-Z]")


def record_conversion(
    goal: str,
    number: Number,
    *,
    token: object = "",
    value: Amount | None = None,
    currency: str = "",
) -> Conversion | None:
    """Record what a reader did, such as an order, once for each number; return its row.

    Another call with the same number changes nothing, whatever its other arguments are. `token` is
    what the page's form sent: anything but a token counts as none. `value`, in `currency`, a
    code such as "EUR", is rounded to three decimal places.

    In a transaction of another database than sharekit's it returns None, and writes after its
    commit. Raises ValueError if a goal, number, value or currency is not valid.
    """
    key_hash = hash_number(goal, number)
    amount = parse_amount(value, currency)
    facts = {
        "token": _read_token(token),
        "value": amount,
        "currency": "" if amount is None else currency,
    }
    return write_with_site(Conversion, lambda: _record(goal, key_hash, facts))


def reverse_conversion(goal: str, number: Number) -> Conversion | None:
    """Reverse a conversion, such as a refunded order, and return its row.

    It may be called before or after the conversion is recorded, once or often. Returns None and
    raises ValueError as `record_conversion` does.
    """
    key_hash = hash_number(goal, number)
    return write_with_site(Conversion, lambda: _reverse(goal, key_hash))


def hash_number(goal: str, number: object) -> str:
    """Return the hash by which a conversion is known instead of the shop's number.

    Raises ValueError if the goal is unknown or the number not valid.
    """
    if goal not in settings.goals:
        raise ValueError(f"The goal {goal!r} is not in GOALS. {suggest(goal, settings.goals)}")
    # None is the number of an order that was not saved yet: all of these would be one.
    text = "" if number is None else str(number)
    if not 0 < len(text) <= NUMBER_LENGTH or "\0" in text:
        raise ValueError(
            f"The number {number!r} is not valid: it must have 1 to {NUMBER_LENGTH} characters, "
            "without NUL."
        )
    return digest("conversion", goal, text)


def _read_token(token: object) -> str:
    """Return a token or only a letter, "" for all else: anybody may send anything."""
    if not isinstance(token, str) or not (is_token(token) or _LETTER.fullmatch(token)):
        return ""
    return token[:1] if sharekit_settings.privacy == "channel" else str(token)


def _record(goal: str, key_hash: str, facts: dict[str, Any]) -> Conversion:
    now = timezone.now()
    recorded = facts | {"at": now, "day": localise(now).date(), "due": True}
    row, is_new = _put(goal, key_hash, recorded | {"state": State.RECORDED})
    if not is_new:
        # One that was reversed before has neither a time nor a part in the totals.
        reversed_before = Conversion.objects.filter(
            pk=row.pk, state=State.REVERSED, at=None, counted=""
        )
        if not reversed_before.update(**recorded):
            return row
        row = Conversion.objects.get(pk=row.pk)
    transaction.on_commit(
        lambda: conversion_recorded.send_robust(sender=Conversion, conversion=row),
        using=router.db_for_write(Conversion),
    )
    return row


def _reverse(goal: str, key_hash: str) -> Conversion:
    day = localise(timezone.now()).date()
    row, is_new = _put(goal, key_hash, {"state": State.REVERSED, "day": day, "due": False})
    if is_new:
        return row
    # Without a time its facts were deleted, and with them its place in the totals.
    Conversion.objects.filter(pk=row.pk, state=State.RECORDED).update(
        state=State.REVERSED, due=Q(at__isnull=False)
    )
    return Conversion.objects.get(pk=row.pk)


def _put(goal: str, key_hash: str, columns: dict[str, Any]) -> tuple[Conversion, bool]:
    """Write a conversion unless its number has one; return the row, and whether it is new.

    The write comes first: SQLite fails transactions that read before they write.
    """
    row = Conversion(goal=goal, key_hash=key_hash, **columns)
    names = [field.attname for field in Conversion._meta.concrete_fields if not field.primary_key]
    values = tuple(getattr(row, name) for name in names)
    inserted = run(
        Conversion,
        f"{INSERT} ON CONFLICT DO NOTHING RETURNING id",
        columns=names,
        rows=[values],
    )
    if not inserted:
        return Conversion.objects.get(goal=goal, key_hash=key_hash), False
    ((row.pk,),) = inserted
    row._state.adding, row._state.db = False, router.db_for_write(Conversion)
    return row, True
