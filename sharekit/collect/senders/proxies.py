"""Records undeclared proxies for the operators of the site."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Mapping
from typing import Final

from django.db import Error
from django.utils import timezone

from sharekit import sites
from sharekit.collect.reader import close_if_old, get_network
from sharekit.conf import settings
from sharekit.models import Notice

SILENCE: Final = 3600.0
"""Seconds between two records of one process."""

logger: Final = logging.getLogger("sharekit")

# In the form of `get_network`; no sender on the Internet has such an address:
# https://www.iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry.
_LOCAL: Final = re.compile(
    r"0\.|10\.|127\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\."
    r"|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|192\.0\.2\.|198\.51\.100\.|203\.0\.113\."
    r"|0{16}|f[cd][0-9a-f]{14}|fe[89ab][0-9a-f]{13}|20010db8[0-9a-f]{8}"
)
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


def is_local(network: str) -> bool:
    """Return whether a network is that of a machine, a private one, or one for documentation."""
    return _LOCAL.match(network) is not None


def note_hidden(headers: Mapping[str, str], *, address: str) -> None:
    """Record a reader of a public site whose address seems to be that of a proxy.

    It is local, or X-Forwarded-For has more addresses than the site has declared proxies.
    A proxy may pass its own name for the site in the header Host, so the settings count more.
    """
    host = headers.get("host", "").lower()
    hosts = [sites.find_name(host)] if sites.find_name(host) else sites.list_named() or [host]
    forwarded = headers.get("x-forwarded-for", "")
    network = get_network(forwarded, address=address)
    if 0 < settings.trusted_proxies <= forwarded.count(","):
        _note(Notice.LONGER)
    if is_local(network) and not all(map(_LOCAL_HOST.match, hosts)):
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
