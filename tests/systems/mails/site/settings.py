"""Configures the site whose workers and mail server are killed."""

import os
from typing import Any

import dj_database_url

from sharekit.conf import beat_schedule

REDIS = os.environ.get("MAILS_REDIS", "redis://127.0.0.1:6379")

SECRET_KEY = "not a secret: tests only"
ALLOWED_HOSTS = ["shop.example"]
ROOT_URLCONF = "tests.systems.mails.site.urls"
USE_TZ = True
TIME_ZONE = "UTC"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "sharekit",
    "sharekit.contrib.mails",
    "tests.systems.mails.site.faults.Faults",
]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL", ""), conn_max_age=600, conn_health_checks=True
    )
}

SERVER: dict[str, Any] = {
    "host": "127.0.0.1",
    "port": int(os.environ.get("MAILS_PORT", "25")),
    "timeout": 5,
}
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": SERVER}}
# Before Django 6.1.
EMAIL_HOST, EMAIL_PORT, EMAIL_TIMEOUT = SERVER["host"], SERVER["port"], SERVER["timeout"]

CELERY_BROKER_URL = f"{REDIS}/1"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
# A tick every half second: a worker that came back works at once.
CELERY_BEAT_SCHEDULE = beat_schedule(INSTALLED_APPS)
CELERY_BEAT_SCHEDULE["sharekit-mails-send"]["schedule"] = 0.5

SHAREKIT = {
    "SITE_URL": "https://shop.example",
    "HASH_KEY": "not a secret: for the tests only",
    "MAILS": {
        "FROM": "Shop <shop@shop.example>",
        "MARKETING_FROM": "News <news@news.shop.example>",
        "IMPRINT": "Shop, 1 Bridge Street, Rivertown",
        "TOPICS": {"weekly": "The week in one mail"},
        "PER_MINUTE": 1_000_000,
        "CAP": "999/week",
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
