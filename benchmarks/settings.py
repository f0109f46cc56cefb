"""Configures the measured site: no middleware, so that both sides of a ratio do the same work."""

import os
from pathlib import Path

SECRET_KEY = "not a secret: benchmarks only"
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "benchmarks.urls"
WSGI_APPLICATION = "benchmarks.wsgi.application"
STATIC_URL = "/static/"
USE_TZ = True
MIDDLEWARE: list[str] = []
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
    "sharekit",
    "benchmarks",
]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": Path(os.environ.get("BENCHMARK_DIR", "/tmp")) / "db.sqlite3",
        # As README.md and the demo have it: a commit waits for the disk.
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL",
        },
    }
}
SHAREKIT: dict[str, object] = {"SITE_URL": "https://news.example"}
