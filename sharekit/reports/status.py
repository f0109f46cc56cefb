"""Up to when everything is counted, or what is wrong and what to run."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import msgspec
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sharekit import buffers
from sharekit.models import RejectedEvent, ShardCursor
from sharekit.reports.words import write_number

PATIENCE: Final = timedelta(minutes=1)
"""How long events may wait before we say that nothing counts them."""
COMMAND: Final = "manage.py sharekit_aggregate"


class Status(msgspec.Struct, frozen=True):
    """How much waits and was set aside; `counted_up_to` is the time before which all is counted.

    `is_late` tells that events wait longer than PATIENCE, `is_stale` that nothing counts them.
    """

    counted_up_to: datetime
    waiting: int
    rejected: int
    is_late: bool
    is_stale: bool

    @property
    def is_healthy(self) -> bool:
        """Whether events are being counted and none was set aside."""
        return not self.is_stale and not self.rejected

    @property
    def sentence(self) -> str:
        """The status in one line that every report begins with."""
        lines = [self._tell_count()]
        if self.rejected:
            lines.append(
                ngettext(
                    "%(count)s event could not be counted and was set aside: see the admin's "
                    "rejected events.",
                    "%(count)s events could not be counted and were set aside: see the admin's "
                    "rejected events.",
                    self.rejected,
                )
                % {"count": write_number(self.rejected)}
            )
        return " ".join(lines)

    def _tell_count(self) -> str:
        moment = timezone.localtime(self.counted_up_to)
        since = {"count": write_number(self.waiting), "time": _write_moment(moment)}
        if self.is_stale:
            return ngettext(
                "%(count)s event waits; nothing has been counted since %(time)s: "
                "start the Celery worker with beat, or run %(command)s.",
                "%(count)s events wait; nothing has been counted since %(time)s: "
                "start the Celery worker with beat, or run %(command)s.",
                self.waiting,
            ) % {**since, "command": COMMAND}
        if self.is_late:
            return (
                ngettext(
                    "Counted up to %(time)s; %(count)s event waits and is being counted.",
                    "Counted up to %(time)s; %(count)s events wait and are being counted.",
                    self.waiting,
                )
                % since
            )
        return _("Counted up to %(time)s.") % {"time": f"{moment:%H:%M}"}


def find_status() -> Status:
    """Return the status now."""
    # The clock first: what is stored while the buffer answers is not counted yet.
    now = timezone.now()
    buffer = buffers.get().status()
    counted_up_to = min(buffer.oldest or now, now)
    is_late = now - counted_up_to > PATIENCE
    return Status(
        counted_up_to=_make_aware(counted_up_to),
        waiting=buffer.waiting,
        rejected=RejectedEvent.objects.count(),
        is_late=is_late,
        is_stale=is_late and not ShardCursor.objects.filter(at__gt=now - PATIENCE).exists(),
    )


def _make_aware(moment: datetime) -> datetime:
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


def _write_moment(moment: datetime) -> str:
    """Return a time of today, a weekday of the last seven days, or a date."""
    days = (datetime.now(moment.tzinfo).date() - moment.date()).days
    if days < 1:
        return f"{moment:%H:%M}"
    return date_format(moment, "l" if days < 7 else "DATE_FORMAT")
