"""Records undeclared proxies for the operators of the site."""

from __future__ import annotations

import logging
import re
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

_LOCAL: Final = re.compile(r"10\.|127\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|0{16}|f[cd]")
"""Addresses of a machine or its network, in the form of `get_network`."""
_LOCAL_HOST: Final = re.compile(r"$|localhost|10\.|127\.|192\.168\.|172\.|\[")

_silent_until: dict[str, float] = {}


def is_undeclared(headers: Mapping[str, str]) -> bool:
    """Return whether the request claims to have passed a proxy while TRUSTED_PROXIES is 0.

    This is recorded without an address; any client can send the header.
    """
    if "x-forwarded-for" not in headers or settings.trusted_proxies:
        return False
    _note(Notice.FORWARDED)
    return True


def note_hidden(network: str, *, host: str) -> None:
    """Record that a proxy seems to hide the readers of a public host, who then look like one."""
    if not settings.trusted_proxies and _LOCAL.match(network) and not _LOCAL_HOST.match(host):
        _note(Notice.HIDDEN)


def _note(name: str) -> None:
    now = time.monotonic()
    if now < _silent_until.get(name, now):
        return
    _silent_until[name] = now + SILENCE
    try:
        Notice.objects.update_or_create(name=name, defaults={"at": timezone.now()})
    except Error as error:
        logger.warning("A proxy could not be recorded: %s", str(error).partition("\n")[0])
    finally:
        close_if_old(Notice)
