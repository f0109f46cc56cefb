"""Shortens what takes minutes, so that a run does not."""

from datetime import timedelta

from django.apps import AppConfig


class Faults(AppConfig):
    """Shortens leases, and runs that must be shorter than they, when Django has started."""

    name = "tests.systems.bots.site"
    label = "bots_site"

    def ready(self) -> None:
        # They need the models.
        from sharekit.contrib.bots.deciding import decide
        from sharekit.contrib.bots.sending import lease, send, states

        decide.SECONDS = send.SECONDS = 1.0  # type: ignore[misc]
        decide.LEASE = timedelta(seconds=2)  # type: ignore[misc]
        lease.SECONDS = 3  # type: ignore[misc]
        states.LEASE = timedelta(seconds=4)  # type: ignore[misc]
