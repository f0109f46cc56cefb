"""Configures the measured site: no middleware, so that both sides of a ratio do the same work.

SQLite and the buffer in it, or what DATABASE_URL and BENCHMARK_REDIS name. BENCHMARK_READERS lets
the load come from many readers, and BENCHMARK_LIMITS limits them as a site does by default.
"""

import os
from pathlib import Path

import dj_database_url

SECRET_KEY = "not a secret: benchmarks only"
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "benchmarks.project.urls"
WSGI_APPLICATION = "benchmarks.project.wsgi.application"
STATIC_URL = "/static/"
USE_TZ = True
MIDDLEWARE: list[str] = []
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
    "sharekit",
    "benchmarks.project",
]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": Path(os.environ.get("BENCHMARK_DIR", "/tmp")) / "db.sqlite3",
    # As docs/counting.md and the demo have it: a commit waits for the disk.
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL",
    },
}
DATABASES = {
    "default": dj_database_url.parse(os.environ["DATABASE_URL"], conn_max_age=None)
    if "DATABASE_URL" in os.environ
    else SQLITE
}
SHAREKIT: dict[str, object] = {
    "SITE_URL": "https://news.example",
    "TRUSTED_PROXIES": int("BENCHMARK_READERS" in os.environ),
}
if "BENCHMARK_LIMITS" not in os.environ:
    SHAREKIT |= {"RATE_LIMIT_NETWORK": "", "RATE_LIMIT_READER": "", "RATE_LIMIT_ROWS": ""}
if "BENCHMARK_REDIS" in os.environ:
    SHAREKIT |= {
        "BUFFER": {
            "BACKEND": "sharekit.buffers.redis_stream.RedisStreamBuffer",
            "OPTIONS": {"URL": os.environ["BENCHMARK_REDIS"]},
        },
        "DRAIN_LIMIT": 10_000,
    }
