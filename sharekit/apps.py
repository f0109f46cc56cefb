"""The Django app."""

import re
from contextlib import suppress
from importlib import import_module
from typing import Final

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.translation import gettext_lazy as _

from sharekit import buffers
from sharekit.checks.catalogue import CHECKS, DEPLOY_CHECKS
from sharekit.conf import settings

_LIBRARIES: Final = {"redis": "redis", "rediss": "redis", "valkey": "valkey", "valkeys": "valkey"}
"""The library of a RATE_LIMIT_STORE, by the scheme of its address without `+cluster` and the like.
"""


class SharekitConfig(AppConfig):
    """Registers the models and the system checks, and imports what the settings name."""

    name = "sharekit"
    verbose_name = _("Sharing")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the checks, and import what the settings name."""
        for check in CHECKS:
            register(check, Tags.compatibility)
        for check in DEPLOY_CHECKS:
            register(check, Tags.security, deploy=True)
        _import_named()


def _import_named() -> None:
    """Import the libraries of BUFFER and RATE_LIMIT_STORE, but connect to nothing.

    The first requests of a process would import redis-py in several threads at once. Its modules
    import one another in circles, and of such modules Python gives a thread unfinished ones: some
    requests would be answered 503, or counted against no limit. What cannot be imported is reported
    by a system check, or by the log of the first event.
    """
    with suppress(Exception):
        buffers.parse(settings.buffer)
    scheme = re.split("[:+]", str(settings.rate_limit_store))[0]
    if library := _LIBRARIES.get(scheme):
        with suppress(ImportError):
            import_module(library)
