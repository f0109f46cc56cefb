"""Configures the site that the tests run in: SQLite in a file, or what DATABASE_URL names."""

import os
import tempfile
from pathlib import Path

import dj_database_url

SECRET_KEY = "not a secret: tests only"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1", "news.example"]
ROOT_URLCONF = "tests.support.urls"
STATIC_URL = "/static/"
# Another one lets midnight pass while the tests run: Etc/GMT-3 at 20:58 UTC.
TIME_ZONE = os.environ.get("TESTS_TIME_ZONE", "Europe/Berlin")
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Tests create hundreds of users; a fast hasher saves time.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    # Staff may come by token where a site has these.
    "rest_framework.authtoken",
    "sharekit",
    "tests.support.newspaper",
    "tests.support.sharekit_orders",
    "sharekit.contrib.conversions",
    "sharekit.contrib.promotions",
    "sharekit.contrib.mails",
    "sharekit.contrib.alerts",
    "sharekit.contrib.bots",
    # Reports bounces to mails where a site has it.
    "anymail",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
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
            ],
        },
    },
]

# The appender thread of collect owns its connection. A test database in memory would be shared
# between the connections and lock as a whole ("database table is locked", no busy time-out), so it
# is a file, in WAL as a busy site has it, one for each process: suites may run side by side.
SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    # Never opened; a server thread that starts before the test database must not find :memory:.
    "NAME": Path(tempfile.gettempdir()) / "sharekit-no-tests.sqlite3",
    "OPTIONS": {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL",
        "timeout": 20,
    },
    "TEST": {"NAME": Path(tempfile.gettempdir()) / f"sharekit-tests-{os.getpid()}.sqlite3"},
}
DATABASES = {
    "default": {
        **dj_database_url.parse(os.environ["DATABASE_URL"]),
        "TEST": {"NAME": f"sharekit_tests_{os.getpid()}"},
    }
    if os.environ.get("DATABASE_URL")
    else SQLITE
}

# Django 6.1 warns without it; before, the setting does not exist.
MAILERS: dict[str, dict[str, object]] = {"default": {}}

SHAREKIT: dict[str, object] = {
    "HASH_KEY": "not a secret: for the tests only",
    "GOALS": {"order": "Orders", "signup": "Registrations"},
}
