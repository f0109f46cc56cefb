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
TURN: Final = timedelta(minutes=10)
"""How long a shard whose events wait may be left alone while others are counted."""
COMMAND: Final = "manage.py sharekit_aggregate"


class Status(msgspec.Struct, frozen=True):
    """How much waits and was set aside; `counted_up_to` is the time before which all is counted.

    `is_late` tells that events wait longer than PATIENCE, `is_stale` that nothing counts them.
    `stuck` names shards that no worker could count for longer than TURN; `faults` say what is
    wrong with the buffer's server, a sentence each: what waits there is then unknown.
    """

    counted_up_to: datetime
    waiting: int
    rejected: int
    is_late: bool
    is_stale: bool
    stuck: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def is_healthy(self) -> bool:
        """Whether events are being counted, all of them, and none was set aside."""
        return not (self.is_stale or self.rejected or self.stuck or self.faults)

    @property
    def sentence(self) -> str:
        """The status in one line that every report begins with."""
        lines = [*self.faults, self._tell_count()]
        if self.stuck:
            lines.append(
                ngettext(
                    "No worker got to shard %(names)s for %(count)s minutes: the log named "
                    "sharekit says why, or more workers are needed.",
                    "No worker got to shards %(names)s for %(count)s minutes: the log named "
                    "sharekit says why, or more workers are needed.",
                    len(self.stuck),
                )
                % {"names": ", ".join(self.stuck), "count": TURN // timedelta(minutes=1)}
            )
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

    @property
    def step(self) -> str:
        """What mends it, in one line; "" when all is well."""
        steps = {
            _("Mend the buffer's server, or the way to it."): self.faults,
            _("Start the Celery worker with beat, or run manage.py sharekit_aggregate --watch."): (
                self.is_stale
            ),
            _("Read the worker's log named sharekit; start more workers if it is but busy."): (
                self.stuck
            ),
            _(
                "Read the reasons in the admin under Rejected events, mend the cause, delete them."
            ): self.rejected,
        }
        return " ".join(step for step, is_needed in steps.items() if is_needed)

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
        if self.faults:
            return _("What was sent since %(time)s may be missing from the figures.") % since
        return _("Counted up to %(time)s.") % since


def find_status() -> Status:
    """Return the status now."""
    # The clock first: what is stored while the buffer answers is not counted yet.
    now = timezone.now()
    return judge(buffers.get().status(), now=now)


def judge(buffer: buffers.Status, *, now: datetime) -> Status:
    """Return what a buffer's status, found at that time or later, says about the counts."""
    oldest = min(buffer.oldest or now, now)
    looks = ShardCursor.objects.exclude(at=None).values_list("at", flat=True)
    # With a fault nobody knows what came in since a worker last saw every shard.
    seen = [at for at in looks if at] if buffer.faults else []
    is_late = now - oldest > PATIENCE
    is_stale = is_late and not ShardCursor.objects.filter(at__gt=now - PATIENCE).exists()
    stuck = [shard.shard for shard in buffer.shards if _is_stuck(shard, now=now)]
    return Status(
        counted_up_to=make_aware(min([oldest, *seen])),
        waiting=buffer.waiting,
        rejected=RejectedEvent.objects.count(),
        is_late=is_late,
        is_stale=is_stale,
        stuck=() if is_stale else tuple(stuck),
        faults=buffer.faults,
    )


def make_aware(moment: datetime) -> datetime:
    """Return a time with its zone: without USE_TZ, what the tables hold is on the site's clock."""
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


def _is_stuck(shard: buffers.ShardStatus, *, now: datetime) -> bool:
    is_late = shard.oldest is not None and now - shard.oldest > TURN
    return is_late and (shard.at is None or now - shard.at > TURN)


def _write_moment(moment: datetime) -> str:
    """Return a time of today, a weekday of the last seven days, or a date."""
    days = (datetime.now(moment.tzinfo).date() - moment.date()).days
    if days < 1:
        return f"{moment:%H:%M}"
    return date_format(moment, "l" if days < 7 else "DATE_FORMAT")
