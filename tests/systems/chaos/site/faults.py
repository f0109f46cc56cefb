"""Faults that a process of the site is started with, named in its environment.

CHAOS_PAUSE  how long PostgreSQL tolerates a worker that is paused, such as "2s"
CHAOS_CLOCK  seconds by which this process's clock is wrong
"""

import os
import time
from datetime import datetime, timedelta

from django.apps import AppConfig
from django.utils import timezone


class Faults(AppConfig):
    """Puts the faults in when Django has started."""

    name = "tests.systems.chaos"
    label = "chaos"

    def ready(self) -> None:
        from sharekit.buffers import cursors  # needs the models

        if pause := os.environ.get("CHAOS_PAUSE"):
            cursors.SETTINGS["idle_in_transaction_session_timeout"] = pause
        if seconds := float(os.environ.get("CHAOS_CLOCK", "0")):
            _shift_clock(seconds)


def _shift_clock(seconds: float) -> None:
    """Fake what sharekit and Celery ask for the time; the system's own clock stays as it is."""
    real_time, real_time_ns, real_now = time.time, time.time_ns, timezone.now

    def now() -> datetime:
        return real_now() + timedelta(seconds=seconds)

    time.time = lambda: real_time() + seconds
    time.time_ns = lambda: real_time_ns() + int(seconds * 1_000_000_000)
    timezone.now = now
