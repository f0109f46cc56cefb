"""Configures the site: SQLite in BROWSER_DIR, SHAREKIT from the environment's JSON."""

import json
import os
from pathlib import Path

SECRET_KEY = "not a secret: tests only"
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
ROOT_URLCONF = "tests.browsers.tables.pages.urls"
STATIC_URL = "/static/"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
    "sharekit",
    "sharekit.contrib.conversions",
    "tests.browsers.tables.pages",
]
MIDDLEWARE = ["tests.browsers.tables.pages.door.listen"]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": Path(os.environ["BROWSER_DIR"]) / "db.sqlite3",
        "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL"},
    }
}
SHAREKIT = {
    "HASH_KEY": "not a secret: for the tests only",
    "GOALS": {"order": "Orders"},
    **json.loads(os.environ["BROWSER_SHAREKIT"]),
}
LOGGING = {
    "version": 1,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django.request": {"handlers": ["console"], "level": "ERROR"}},
}
