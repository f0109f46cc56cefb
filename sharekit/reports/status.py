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
from sharekit.models import RejectedEvent

PATIENCE: Final = timedelta(minutes=1)
"""How long events may wait before we say that nothing counts them."""
COMMAND: Final = "manage.py sharekit_aggregate"


class Status(msgspec.Struct, frozen=True):
    """How much waits and was set aside; `counted_up_to` is the time before which all is counted."""

    counted_up_to: datetime
    waiting: int
    rejected: int
    is_stale: bool

    @property
    def is_healthy(self) -> bool:
        """Whether events are being counted and none was set aside."""
        return not self.is_stale and not self.rejected

    @property
    def sentence(self) -> str:
        """The status in one line that every report begins with."""
        moment = _write_time(self.counted_up_to)
        if self.is_stale:
            line = ngettext(
                "%(count)s event waits; nothing has been counted since %(time)s: "
                "start the Celery worker with beat, or run %(command)s.",
                "%(count)s events wait; nothing has been counted since %(time)s: "
                "start the Celery worker with beat, or run %(command)s.",
                self.waiting,
            ) % {"count": f"{self.waiting:,}", "time": moment, "command": COMMAND}
        else:
            line = _("Counted up to %(time)s.") % {"time": moment}
        if self.rejected:
            line += " " + ngettext(
                "%(count)s event could not be counted and was set aside: see Rejected events.",
                "%(count)s events could not be counted and were set aside: see Rejected events.",
                self.rejected,
            ) % {"count": f"{self.rejected:,}"}
        return line


def find_status() -> Status:
    """Return the status now."""
    buffer = buffers.get().status()
    now = timezone.now()
    counted_up_to = buffer.oldest or now
    return Status(
        counted_up_to=counted_up_to,
        waiting=buffer.waiting,
        rejected=RejectedEvent.objects.count(),
        is_stale=now - counted_up_to > PATIENCE,
    )


def _write_time(moment: datetime) -> str:
    local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    is_today = timezone.now().date() == moment.date()
    return date_format(local, "TIME_FORMAT" if is_today else "DATETIME_FORMAT")
