"""The Celery application: `celery -A demo_site.celery:app worker`, and the same with `beat`."""

import os
from typing import Any

from celery import Celery
from celery.signals import beat_init, worker_ready
from celery.utils.log import get_logger

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "demo_site.settings")

app = Celery("demo_site")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_ready.connect
def count_what_waited(**_: Any) -> None:
    """Schedule a drain at once, so that a restarted worker counts before beat's next tick."""
    app.send_task("sharekit.tasks.drain", expires=30)


@beat_init.connect
def ring_for_every_task(**_: Any) -> None:
    """Schedule every task once when beat starts.

    The launcher makes beat keep its schedule in memory, so a new beat would first schedule a task
    after its interval: a demo that never runs for an hour would never fold or prune.
    """
    schedule = app.conf.beat_schedule
    for entry in schedule.values():
        app.send_task(entry["task"], **entry["options"])
    # The launcher looks for the last word.
    get_logger(__name__).info("beat: Rang for %s", ", ".join(schedule))
