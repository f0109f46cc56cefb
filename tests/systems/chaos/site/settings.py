"""Configures the site under chaos: PostgreSQL, Redis Streams, and Redis as Celery's broker.

One Redis holds both, in two databases: a kill takes streams and broker away together, as it would
on most sites, and Celery's messages are nothing that could be lost.
"""

import os
from typing import Any

import dj_database_url

from sharekit.conf import beat_schedule

REDIS = os.environ.get("CHAOS_REDIS", "redis://127.0.0.1:6379")

SECRET_KEY = "not a secret: tests only"
ALLOWED_HOSTS = ["127.0.0.1", "news.example"]
ROOT_URLCONF = "tests.systems.chaos.site.urls"
WSGI_APPLICATION = "tests.systems.chaos.site.wsgi.application"
STATIC_URL = "/static/"
USE_TZ = True
TIME_ZONE = "Europe/Berlin"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "sharekit",
    "tests.systems.chaos.site.faults.Faults",
]
DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL", ""), conn_max_age=600, conn_health_checks=True
    )
}

CELERY_BROKER_URL = f"{REDIS}/1"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_IGNORE_RESULT = True
# Celery 5.7 counts the messages that it had in hand when its broker died, and could not
# acknowledge, as being in hand for ever: at its limit it asks for no more. So: no limit.
CELERY_WORKER_PREFETCH_MULTIPLIER = 0
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
# A tick every half second: a worker that came back works at once.
CELERY_BEAT_SCHEDULE = beat_schedule(INSTALLED_APPS)
CELERY_BEAT_SCHEDULE["sharekit-drain"]["schedule"] = 0.5

SHAREKIT = {
    "SITE_URL": "https://news.example",
    "TRUSTED_PROXIES": 1,
    # Some events come days late.
    "CONSENT": "given",
    "BUFFER": {
        "BACKEND": os.environ.get(
            "CHAOS_BUFFER", "sharekit.buffers.redis_stream.RedisStreamBuffer"
        ),
        "OPTIONS": {"URL": f"{os.environ.get('CHAOS_STREAMS', REDIS)}/0", "SHARDS": 2},
    },
    # Many short transactions: many moments at which a kill may hurt.
    "DRAIN_LIMIT": int(os.environ.get("CHAOS_DRAIN_LIMIT", "500")),
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
}
