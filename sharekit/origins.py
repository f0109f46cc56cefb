"""Origins (scheme, host and port) in the form that browsers use."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from django.http.request import split_domain_port

LONGEST_NAME: Final = 253
"""The most characters of a host name (RFC 1035, 2.3.4)."""
_LOCAL: Final = frozenset({"localhost", "local", "test", "internal"})
"""Top-level names of machines and local networks (RFC 6761, RFC 6762, ICANN 2024-07)."""
_PORTS: Final = {"http": 80, "https": 443}


@lru_cache(maxsize=256)
def normalise(url: str) -> str:
    """Return the origin of an address: lower case, the host in ASCII, without a default port.

    Raises ValueError for other schemes than http and https, and for a host or a port that is not
    valid.
    """
    parts = urlsplit(url)
    host = parts.netloc if parts.netloc.isascii() else _encode_host(parts.netloc)
    name = split_domain_port(host)[0]
    # Django accepts ports of any length; reading `port` raises ValueError above 65535.
    if parts.scheme not in _PORTS or not 0 < len(name) <= LONGEST_NAME or parts.port == 0:
        raise ValueError(f"{url[:100]!r} is not a site")
    if parts.port is not None:
        # Browsers send no leading zeros, but Django accepts any number of them.
        host = host.rpartition(":")[0]
        if parts.port != _PORTS[parts.scheme]:
            host += f":{parts.port}"
    return f"{parts.scheme}://{host.lower()}"


def get_host(address: str) -> str:
    """Return host and port of an address in that form, "" if it has none."""
    try:
        parts = urlsplit(address)
        return normalise(f"{parts.scheme}://{parts.netloc}").partition("://")[2]
    except ValueError:
        return ""


def is_domain(name: str) -> bool:
    """Return whether a host, without its port, is a name of the public DNS.

    IP addresses and the names of machines and local networks are not.
    """
    _, dot, last = name.lower().rpartition(".")
    return bool(dot) and last not in _LOCAL and not last.rstrip("]").isdigit()


def _encode_host(host: str) -> str:
    """Return a host in ASCII; raise ValueError if Python and browsers encode it differently.

    Python uses the rules of 2003, by which `ß` is `ss`; today that is another host.
    """
    encoded = host.encode("idna")
    if encoded.decode("idna").lower() != unicodedata.normalize("NFKC", host.lower()):
        raise ValueError(f"write the host {host!r} as browsers do, with xn--")
    return encoded.decode()
