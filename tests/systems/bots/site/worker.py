"""Answers without a pause, as Celery does with several workers at the same time."""

from __future__ import annotations

import logging
import os
import time

import django

PAUSE = 0.05


def work() -> None:
    """Answer until the process is killed."""
    from django.db import DatabaseError, connections

    from sharekit.contrib.bots.working import run

    while True:
        try:
            run.answer()
        except DatabaseError:
            logging.exception("The database was not there.")
            connections.close_all()
        time.sleep(PAUSE)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.systems.bots.site.settings")
    django.setup()
    work()
