"""The settings of the demo site: SQLite and a folder as broker, unless the environment names more.

DEMO_DIR      where the demo keeps its data (default: `.demo` beside manage.py)
PORT          where the web server listens (default: 8000)
DATABASE_URL  another database, such as postgres://user@localhost/demo
REDIS_URL     Redis for the events and as the broker, such as redis://localhost:6379/1
CONSENT       what readers' devices may keep: given (default), ask or never
DEBUG=1       Django's debug pages
"""

from __future__ import annotations

import os
from typing import Any

import dj_database_url
import django

from demo_site import data_folder
from sharekit.conf import beat_schedule

DATA = data_folder.path()
PORT = os.environ.get("PORT") or "8000"
DATABASE_URL = os.environ.get("DATABASE_URL", "")
REDIS_URL = os.environ.get("REDIS_URL", "")

DEBUG = os.environ.get("DEBUG") == "1"
# Shared links are valid only while it is the same, because it signs the keys of articles.
SECRET_KEY = data_folder.keep_secret(DATA, "secret_key")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
ROOT_URLCONF = "demo_site.urls"
WSGI_APPLICATION = "demo_site.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "sharekit",
    "sharekit.contrib.conversions",
    "sharekit.contrib.promotions",
    # Its pages come before those of mails.
    "demo_site.post",
    "sharekit.contrib.mails",
    "sharekit.contrib.alerts",
    "demo_site.magazine",
    "demo_site.shop",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "demo_site.security_policy.SecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "demo_site.magazine.context.sections",
                "demo_site.magazine.context.site",
                "demo_site.shop.context.basket",
            ],
        },
    },
]

SQLITE: dict[str, Any] = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA / "db.sqlite3",
    # Reopening the connection for each request would cost three quarters of the requests per
    # second.
    "CONN_MAX_AGE": 600,
    "OPTIONS": {
        # Web server and worker write concurrently: a transaction waits for its turn when it begins,
        # because one that reads before it writes would fail at once.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;",
    },
}
DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(DATABASE_URL, conn_max_age=600, conn_health_checks=True)
    if DATABASE_URL
    else SQLITE
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en"
USE_I18N = True
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
LOGIN_URL = "shop:login"
LOGIN_REDIRECT_URL = "shop:account"
# The shop's session is the only cookie of the demo: no other one for its forms.
CSRF_USE_SESSIONS = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"

FOLDER_BACKEND = "demo_site.post.backend.FolderBackend"
if django.VERSION < (6, 1):
    EMAIL_BACKEND = FOLDER_BACKEND
else:
    MAILERS = {"default": {"BACKEND": FOLDER_BACKEND}}
# The demo has no certificate, so mail programs show no button of their own to unsubscribe.
SILENCED_SYSTEM_CHECKS = ["sharekit_mails.W001"]

CELERY_BROKER_URL = REDIS_URL or "filesystem://"
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = (
    {} if REDIS_URL else data_folder.make_broker_folders(DATA) | {"polling_interval": 0.5}
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
# Otherwise Celery 5.7 accepts nothing any more after a Redis broker has died with messages in
# flight: it counts them as held for ever.
CELERY_WORKER_PREFETCH_MULTIPLIER = 0
CELERY_TIMEZONE = TIME_ZONE
# Nothing queries this worker, and each query would leave a file in the folder.
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_BEAT_SCHEDULE = beat_schedule(INSTALLED_APPS)

SCALED: dict[str, Any] = {
    "BUFFER": {
        "BACKEND": "sharekit.buffers.redis_stream.RedisStreamBuffer",
        "OPTIONS": {"URL": REDIS_URL, "SHARDS": 2},
    },
    "DRAIN_LIMIT": 10_000,
}
SHAREKIT: dict[str, Any] = {
    "SITE_URL": os.environ.get("SITE_URL") or f"http://127.0.0.1:{PORT}",
    "CONSENT": os.environ.get("CONSENT") or "given",
    "GROUPS": "demo_site.magazine.sharing.name_groups",
    "HASH_KEY": data_folder.keep_secret(DATA, "hash_key"),
    "GOALS": {"order": "Orders"},
    "PROMOTIONS": {
        "ISSUE": "demo_site.shop.rewards.issue",
        "WITHDRAW": "demo_site.shop.rewards.withdraw",
        "ISSUE_ATOMIC": True,
        # There is a basket between the offer and the order: the session keeps the code.
        "CARRY": "session",
    },
    "MAILS": {
        "FROM": "Postscript <post@postscript.example>",
        "MARKETING_FROM": "Postscript <letters@news.postscript.example>",
        "IMPRINT": "Postscript, a demo of sharekit\n1 Mill Lane, Nowhere",
        "TOPICS": {"weekly": "The week at Postscript", "shop": "News and offers of the shop"},
    },
    **(SCALED if REDIS_URL else {}),
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Django mails errors of a site that is not in debug mode; here they go to the log.
    "loggers": {"django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
}
