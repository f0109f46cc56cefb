"""Records undeclared proxies for the operators of the site."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from typing import Final

from django.db import Error
from django.utils import timezone

from sharekit.collect.reader import close_if_old
from sharekit.conf import settings
from sharekit.models import Notice

SILENCE: Final = 3600.0
"""Seconds between two records of one process."""

logger: Final = logging.getLogger("sharekit")

_silent_until = 0.0


def is_undeclared(headers: Mapping[str, str]) -> bool:
    """Return whether the request claims to have passed a proxy while TRUSTED_PROXIES is 0.

    This is recorded without an address; any client can send the header.
    """
    if "x-forwarded-for" not in headers or settings.trusted_proxies:
        return False
    if time.monotonic() >= _silent_until:
        _note()
    return True


def _note() -> None:
    global _silent_until
    _silent_until = time.monotonic() + SILENCE
    try:
        Notice.objects.update_or_create(name=Notice.FORWARDED, defaults={"at": timezone.now()})
    except Error as error:
        logger.warning(
            "An undeclared proxy could not be recorded: %s", str(error).partition("\n")[0]
        )
    finally:
        close_if_old(Notice)
