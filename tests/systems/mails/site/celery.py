"""The Celery application of the site."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.systems.mails.site.settings")

app = Celery("mails")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
