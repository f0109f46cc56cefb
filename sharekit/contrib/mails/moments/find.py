"""Looks for moments that nobody announces, such as a customer who did not buy for 90 days.

The key of what a finder yields names the occasion, so what is found twice makes one message. A
finder that was interrupted is called again at the next hour, and adds what is missing.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

from django.db import router, transaction
from django.utils import timezone

from sharekit import log
from sharekit.contrib.mails.models import Mail, Message
from sharekit.contrib.mails.moments import seen
from sharekit.contrib.mails.moments.messages import make
from sharekit.contrib.mails.moments.registry import MOMENTS, Every, Found, Moment, Occasion
from sharekit.hashes import digest
from sharekit.models import ShardCursor
from sharekit.reports.period.days import localise

STEP: Final = 500
"""The most occasions of a transaction."""


def find() -> int:
    """Call the finders that are due, and return the number of messages made."""
    made = 0
    for moment in list(MOMENTS.values()):
        try:
            made += _find(moment, timezone.now())
        except Exception as error:  # noqa: BLE001 - other finders do not depend on this one
            log.write_throttled(
                logging.ERROR,
                "The function that looks for %s failed.",
                moment.slug,
                kind=moment.slug,
                error=error,
            )
    return made


def _find(moment: Moment, now: datetime) -> int:
    if moment.find is None:
        return 0
    period = _name_period(moment.every, now)
    cursor = ShardCursor.objects.get_or_create(shard=_name_cursor(moment.slug))[0]
    if cursor.position == period:
        return 0
    made = 0
    # A weekly mail that is turned on in the middle of a week waits for the next one.
    if Mail.objects.filter(moment=moment.slug, is_on=True).exists():
        seen.note(moment.slug)
        occasions = map(_read, moment.find(now))
        while step := list(islice(occasions, STEP)):
            with transaction.atomic(using=router.db_for_write(Message)):
                made += make(moment, step)
    ShardCursor.objects.filter(pk=cursor.pk).update(position=period)
    return made


def _read(found: Found) -> Occasion:
    return found if isinstance(found, Occasion) else Occasion(*found)


def _name_period(every: Every, now: datetime) -> str:
    """Return the name of the hour, day or week, in the site's time zone; weeks begin on Monday."""
    day = localise(now).date()
    names = {
        "hour": f"{now:%Y-%m-%dT%H}",
        "day": f"{day}",
        "week": f"{day - timedelta(days=day.weekday())}",
    }
    return names[every]


def _name_cursor(slug: str) -> str:
    """Return the name of the cursor row whose position is the last period."""
    # A slug may be too long for it.
    return f"mails-find:{digest('finder', slug)[:32]}"
