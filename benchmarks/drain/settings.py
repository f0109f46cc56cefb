"""Configures the measured worker: PostgreSQL and Redis Streams, as a scaled site has them."""

import os

import dj_database_url

from benchmarks.project.settings import *  # noqa: F403

DATABASES = {"default": {**dj_database_url.parse(os.environ["DATABASE_URL"], conn_max_age=None)}}
SHAREKIT = {
    "SITE_URL": "https://news.example",
    "BUFFER": {
        "BACKEND": "sharekit.buffers.redis_stream.RedisStreamBuffer",
        "OPTIONS": {"URL": os.environ["REDIS_URL"]},
    },
    "DRAIN_LIMIT": 10_000,
}
