"""Looks for articles that take off, and makes the letters: once an article and day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from django.db import IntegrityError, router, transaction
from django.utils import timezone

from sharekit.contrib.alerts.looking import runs
from sharekit.contrib.alerts.models import Alert, Watch
from sharekit.contrib.alerts.signals import took_off
from sharekit.contrib.alerts.watching.mails import send
from sharekit.contrib.alerts.watching.watches import list_sites
from sharekit.reports.figures.tips.taking_off import TakingOff, list_taking_off
from sharekit.reports.period.days import Period
from sharekit.status.status import get_status

MOST_AN_HOUR: Final = 5
"""Letters of a site to each editor in an hour."""
_STALE: Final = timedelta(hours=2)
"""If nothing was counted for so long, no article takes off now."""


def look() -> int:
    """Make the letters about articles that take off, and return the number of such articles."""
    runs.note(runs.LOOK)
    moment = get_status().counted_up_to
    if timezone.now() - moment > _STALE:
        return 0
    return sum(_look_at(site, moment) for site in list_sites())


def _look_at(site: str, moment: datetime) -> int:
    """Make the letters about a site, at most MOST_AN_HOUR: those with the most counts first.

    A forger of many articles fills no mailboxes; what is real goes on, and has its
    letter in the next hour.
    """
    new = [
        found for found in list_taking_off(Period(site=site), now=moment) if not _is_known(found)
    ]
    if not new:
        return 0
    day, hour = new[0].day, new[0].hour
    made = Alert.objects.filter(day=day, hour=hour, **({"article__site": site} if site else {}))
    room = max(0, MOST_AN_HOUR - made.count())
    return sum(_announce(found, site) for found in new[:room])


def _is_known(found: TakingOff) -> bool:
    """Return whether an article took off on this day, or less than 24 hours ago."""
    day: date = found.day
    alerts = Alert.objects.filter(article=found.id)
    late = alerts.filter(day=day - timedelta(days=1), hour__gt=found.hour)
    return late.exists() or alerts.filter(day=day).exists()


def _announce(found: TakingOff, site: str) -> bool:
    """Write down that an article takes off, with the letters; False if another worker did."""
    using = router.db_for_write(Alert)
    try:
        # Both or neither: a worker may be killed in between.
        with transaction.atomic(using=using):
            alert = Alert.objects.create(
                article_id=found.id,
                day=found.day,
                hour=found.hour,
                acts=found.count,
                expected=found.usual,
            )
            key = f"{found.id} {found.day}"
            send(Watch.Kind.TAKE_OFF, site, key=key, facts={"alert": alert.pk})
            transaction.on_commit(
                lambda: took_off.send_robust(sender=Alert, alert=alert), using=using
            )
    except IntegrityError:
        # The other worker's row, or the article was deleted in between.
        return False
    return True
