"""Recognises a reader for at most a day, without storing anything that identifies them."""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from socket import AF_INET, inet_pton
from typing import Final

from django.db import Error, connections, router
from django.db.models import Model

from sharekit import log
from sharekit.conf import settings
from sharekit.exceptions import NotStored
from sharekit.models import DailySalt

_HOP: Final = re.compile(
    r"\[([0-9A-Fa-f]*:[0-9A-Fa-f:.]+(?:%[^\]]+)?)\](?::[0-9]{1,5})?|([0-9.]+):[0-9]{1,5}"
)
"""An IPv6 address in brackets, or an IPv4 address, with a port."""

_TRANSLATED: Final = IPv6Network("64:ff9b::/96")
"""IPv4 addresses behind a translator (RFC 6052)."""

_salts: dict[date, bytes] = {}


def identify(*, headers: Mapping[str, str], address: str, received: int) -> str:
    """Return the hash (32 hex characters) of the sender of a request, or "" if it is unknown.

    It is keyed blake2b of client address (IPv6: its /64), user agent and host; the key is the salt
    of the day of receipt (UTC), which is deleted after 48 hours. `received` is in milliseconds.
    """
    network = get_network(headers.get("x-forwarded-for", ""), address=address)
    if not network:
        log.write_throttled(
            logging.WARNING,
            "A reader's address is unknown, so repeated visits cannot be recognised. "
            "TRUSTED_PROXIES is %s, and %s. Run manage.py sharekit_doctor for the fix.",
            settings.trusted_proxies,
            "X-Forwarded-For holds no valid address there"
            if settings.trusted_proxies
            else "the server gives no valid REMOTE_ADDR",
        )
        return ""
    salt = get_salt(datetime.fromtimestamp(received / 1000, UTC).date())
    text = "\n".join((network, headers.get("user-agent", ""), headers.get("host", "")))
    return blake2b(text.encode(errors="replace"), key=salt, digest_size=16).hexdigest()


def get_network(forwarded: str, *, address: str) -> str:
    """Return the client's address, for IPv6 its /64 network, "" if it is unknown."""
    return name_network(_get_forwarded_address(forwarded, address=address))


def name_network(text: str) -> str:
    """Return an address, for IPv6 its /64 network, "" if it is not valid."""
    try:
        # An IPv4 address is its own name. ip_address() takes 15 times as long, and each request
        # gets here twice.
        inet_pton(AF_INET, text)
    except (OSError, ValueError):
        return _name_network(_read_address(text))
    return text


def _name_network(client: IPv4Address | IPv6Address | None) -> str:
    if isinstance(client, IPv6Address):
        if client.ipv4_mapped is None and client not in _TRANSLATED:
            return client.packed[:8].hex()
        client = IPv4Address(client.packed[12:])
    return str(client or "")


def _get_forwarded_address(forwarded: str, *, address: str) -> str:
    """Return what should be the client's address, without port and brackets; "" if it is missing.

    `forwarded` is X-Forwarded-For, its lines joined by commas as servers do, and `address` the
    peer's address. With TRUSTED_PROXIES = n the client is the n-th from the right; anything to its
    left may be forged. Empty elements do not count (RFC 9110, 5.6.1.2).
    """
    hops = settings.trusted_proxies
    if hops == 1 and (last := forwarded.rpartition(",")[2].strip()):
        return _strip_port(last) if ":" in last else last
    if hops:
        passed = [hop for hop in map(str.strip, forwarded.split(",")) if hop]
        if len(passed) >= hops:
            return _strip_port(passed[-hops])
        if not passed:
            return ""
        log.write_throttled(
            logging.WARNING,
            "X-Forwarded-For has fewer addresses than TRUSTED_PROXIES (%s), so the nearest "
            "proxy is taken for the reader. Set TRUSTED_PROXIES to the number of proxies "
            "that append to the header.",
            hops,
        )
    return address


def _strip_port(text: str) -> str:
    """Return the address that a proxy wrote: `203.0.113.7:51234`, `[2001:db8::1]:443`, or plain."""
    hop = _HOP.fullmatch(text)
    return (hop[1] or hop[2]) if hop else text


def _read_address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None


def get_salt(day: date) -> bytes:
    """Return the day's salt, which the first process created on the day before.

    Raises `NotStored` if the database has no salt and cannot store one.
    """
    global _salts
    salts = _salts
    tomorrow = day + timedelta(days=1)
    if day not in salts or tomorrow not in salts:
        close_if_old(DailySalt)
        try:
            salts = {each: _get_or_create(each) for each in (day, tomorrow)}
        except Error as error:
            if day not in salts:
                raise NotStored(f"no salt for readers: {error}") from error
        finally:
            close_if_old(DailySalt)
        # One assignment: other threads see either the old days or the new ones.
        _salts = salts
    return salts[day]


def _get_or_create(day: date) -> bytes:
    row, _ = DailySalt.objects.get_or_create(day=day, defaults={"salt": secrets.token_bytes(32)})
    return bytes(row.salt)


def close_if_old(model: type[Model]) -> None:
    """Close this thread's connection to a model's database where Django would between requests.

    Requests on the fast lane bypass Django, so nothing else would close it.
    """
    connection = connections[router.db_for_write(model)]
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
