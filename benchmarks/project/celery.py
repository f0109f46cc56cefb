"""Runs Celery for the measured site."""

import os

from celery import Celery

from sharekit.conf import beat_schedule

app = Celery("benchmarks", broker=os.environ.get("BENCHMARK_BROKER", "memory://"))
app.conf.beat_schedule = beat_schedule(["sharekit"])
app.autodiscover_tasks(["sharekit"])
