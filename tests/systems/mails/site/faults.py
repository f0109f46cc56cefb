"""Shortens what takes minutes and hours, so that a run does not."""

from datetime import timedelta
from typing import Final

from django.apps import AppConfig

LEASE: Final = timedelta(seconds=3)
PAUSE: Final = timedelta(seconds=0.2)


class Faults(AppConfig):
    """Shortens the time of an attempt and the pauses when Django has started."""

    name = "tests.systems.mails.site"
    label = "mails_site"

    def ready(self) -> None:
        from sharekit.contrib.mails.outbox import states  # needs the models

        states.LEASE = LEASE  # type: ignore[misc]
        states._PAUSES = (PAUSE,)  # type: ignore[misc]
