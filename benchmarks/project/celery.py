"""Runs Celery for the measured site."""

import os

from celery import Celery

from sharekit.conf import BEAT_SCHEDULE

app = Celery("benchmarks", broker=os.environ.get("BENCHMARK_BROKER", "memory://"))
app.conf.beat_schedule = BEAT_SCHEDULE
app.autodiscover_tasks(["sharekit"])
