"""Origins (scheme, host and port) in the one form that browsers write."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from django.http.request import split_domain_port

_PORTS: Final = {"http": ":80", "https": ":443"}


@lru_cache(maxsize=256)
def normalise(url: str) -> str:
    """Return the origin of an address: lower case, the host in ASCII, no default port.

    Raises ValueError for what is not http or https, and for a host that is not valid.
    """
    parts = urlsplit(url)
    host = parts.netloc if parts.netloc.isascii() else _encode_host(parts.netloc)
    if parts.scheme not in _PORTS or not split_domain_port(host)[0]:
        raise ValueError(f"{url!r} is not a site")
    return f"{parts.scheme}://{host.lower().removesuffix(_PORTS[parts.scheme])}"


def _encode_host(host: str) -> str:
    """Return a host in ASCII; raise ValueError for one that Python and browsers write differently.

    Python knows the rules of 2003, by which `ß` is `ss`: another host today.
    """
    encoded = host.encode("idna")
    if encoded.decode("idna").lower() != unicodedata.normalize("NFKC", host.lower()):
        raise ValueError(f"write the host {host!r} as browsers do, with xn--")
    return encoded.decode()
