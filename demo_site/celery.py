"""The Celery application: `celery -A demo_site.celery:app worker -B`."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "demo_site.settings")

app = Celery("demo_site")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_ready.connect
def count_what_waited(**_: Any) -> None:
    """Ring for a drain at once, so that a worker that comes back counts before beat's next tick."""
    app.send_task("sharekit.tasks.drain", expires=30)
