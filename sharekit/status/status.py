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
from sharekit.formats import format_number, format_time
from sharekit.models import RejectedEvent, ShardCursor
from sharekit.status.overdue import has_overdue_readers

PATIENCE: Final = timedelta(minutes=1)
"""How long events may wait before the status says that nothing counts them."""
TURN: Final = timedelta(minutes=10)
"""How long a shard with waiting events may be left out while others are counted."""


class Status(msgspec.Struct, frozen=True):
    """How many events wait and were set aside; everything before `counted_up_to` is counted.

    `is_late` is true if events wait longer than PATIENCE, `is_stale` if nothing counts them either.
    `stuck` names shards that no worker has counted for longer than TURN; `faults` holds a sentence
    for each fault of the buffer's server: the number of events that wait there is then unknown.
    `is_overdue` is true if readers' hashes are kept for longer than 48 hours.
    """

    counted_up_to: datetime
    waiting: int
    rejected: int
    is_late: bool
    is_stale: bool
    stuck: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    is_overdue: bool = False

    @property
    def is_healthy(self) -> bool:
        """Whether all events are being counted, none was set aside, and readers' hashes are
        deleted.
        """
        return not (self.is_stale or self.rejected or self.stuck or self.faults or self.is_overdue)

    @property
    def sentence(self) -> str:
        """The status in one line, which every report begins with, and what to do."""
        return " ".join(filter(None, [self.state, self.step]))

    @property
    def state(self) -> str:
        """The status without what to do."""
        lines = [*self.faults, self._describe_count()]
        if self.stuck:
            lines.append(
                ngettext(
                    "No worker has reached shard %(names)s for %(count)s minutes.",
                    "No worker has reached shards %(names)s for %(count)s minutes.",
                    len(self.stuck),
                )
                % {"names": ", ".join(self.stuck), "count": TURN // timedelta(minutes=1)}
            )
        if self.rejected:
            lines.append(
                ngettext(
                    "%(count)s event could not be counted and was set aside.",
                    "%(count)s events could not be counted and were set aside.",
                    self.rejected,
                )
                % {"count": format_number(self.rejected)}
            )
        if self.is_overdue:
            lines.append(
                _("Hashes of readers are kept for longer than 48 hours, because nothing prunes.")
            )
        return " ".join(lines)

    @property
    def step(self) -> str:
        """What to do, in one line; "" if all is well."""
        steps = (
            (self.faults, _("Fix the buffer's server (Redis) or the connection to it.")),
            (
                self.is_stale,
                _(
                    "Start the Celery worker with beat, or run manage.py sharekit_aggregate "
                    "--watch."
                ),
            ),
            (
                self.stuck,
                _("Check the worker's log named sharekit. If workers are only busy, start more."),
            ),
            (
                self.rejected,
                _(
                    "Read the reasons under “Rejected events” in the admin, fix the cause, then "
                    "delete the events."
                ),
            ),
            (
                self.is_overdue,
                _(
                    "Run manage.py sharekit_prune now, then every hour: from cron, by "
                    "sharekit_aggregate, or by the task sharekit.tasks.prune. If that task is "
                    "scheduled, see why it fails in the worker's log."
                ),
            ),
        )
        return " ".join(step for is_needed, step in steps if is_needed)

    def _describe_count(self) -> str:
        moment = timezone.localtime(self.counted_up_to)
        since = {"count": format_number(self.waiting), "time": _format_moment(moment)}
        if self.is_stale:
            return (
                ngettext(
                    "%(count)s event is waiting, and nothing has been counted since %(time)s.",
                    "%(count)s events are waiting, and nothing has been counted since %(time)s.",
                    self.waiting,
                )
                % since
            )
        if self.is_late:
            return (
                ngettext(
                    "Counted up to %(time)s; %(count)s waiting event is being counted.",
                    "Counted up to %(time)s; %(count)s waiting events are being counted.",
                    self.waiting,
                )
                % since
            )
        if self.faults:
            return _("Events sent since %(time)s may be missing from the figures.") % since
        return _("Counted up to %(time)s.") % since


def get_status() -> Status:
    """Return the current status."""
    # Read the clock first: events stored while the buffer answers are not counted yet.
    now = timezone.now()
    return judge(buffers.get().status(), now=now)


def judge(buffer: buffers.Status, *, now: datetime) -> Status:
    """Return the status that follows from a buffer's status, which was read at `now` or later."""
    oldest = min(buffer.oldest or now, now)
    looks = ShardCursor.objects.exclude(at=None).values_list("at", flat=True)
    # During a fault, events may have arrived since a worker last read every shard.
    seen = [at for at in looks if at] if buffer.faults else []
    is_late = now - oldest > PATIENCE
    # A time far in the future was written by a clock that was ahead, and shows no worker.
    counted = ShardCursor.objects.filter(at__gt=now - PATIENCE, at__lt=now + TURN)
    is_stale = is_late and not counted.exists()
    stuck = [shard.shard for shard in buffer.shards if _is_stuck(shard, now=now)]
    return Status(
        counted_up_to=make_aware(min([oldest, *seen])),
        waiting=buffer.waiting,
        rejected=RejectedEvent.objects.count(),
        is_late=is_late,
        is_stale=is_stale,
        stuck=() if is_stale else tuple(stuck),
        faults=buffer.faults,
        is_overdue=has_overdue_readers(),
    )


def make_aware(moment: datetime) -> datetime:
    """Return a time with its zone: without USE_TZ, tables hold times on the site's clock."""
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


def _is_stuck(shard: buffers.ShardStatus, *, now: datetime) -> bool:
    is_late = shard.oldest is not None and now - shard.oldest > TURN
    return is_late and (shard.at is None or abs(now - shard.at) > TURN)


def _format_moment(moment: datetime) -> str:
    """Return a time of today, a weekday of the last seven days, or a date."""
    days = (datetime.now(moment.tzinfo).date() - moment.date()).days
    if days < 1:
        return format_time(moment)
    return date_format(moment, "l" if days < 7 else "DATE_FORMAT")
