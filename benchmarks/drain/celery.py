"""The Celery app of the drain's baseline."""

import os

from celery import Celery

app = Celery("baseline", broker=os.environ["REDIS_URL"], include=["benchmarks.drain.baseline"])
app.conf.task_ignore_result = True
app.conf.worker_prefetch_multiplier = 64
app.conf.broker_connection_retry_on_startup = True
