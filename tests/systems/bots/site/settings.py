"""Configures the site whose web server and workers are killed."""

import json
import os
from typing import Any

import dj_database_url

SECRET_KEY = "not a secret: tests only"
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "tests.systems.bots.site.urls"
USE_TZ = True
TIME_ZONE = "UTC"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "sharekit",
    "sharekit.contrib.bots",
    "tests.systems.bots.site.faults.Faults",
]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL", ""), conn_max_age=600, conn_health_checks=True
    )
}
if "sqlite3" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }

SHAREKIT = {
    "SITE_URL": os.environ.get("BOTS_SITE", "http://127.0.0.1:8000"),
    "HASH_KEY": "not a secret: for the tests only",
    "BOTS": {
        "ACCOUNTS": {
            "shop": {"platform": "whatsapp", **json.loads(os.environ.get("BOTS_GIVEN", "{}"))}
        }
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
