"""The address of an article: absolute, normalised, without white space or fragment."""

from __future__ import annotations

import logging
import re
from typing import Final
from urllib.parse import quote, urlsplit

from django.conf import settings as django_settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.http.request import split_domain_port, validate_host

from sharekit.conf import settings
from sharekit.origins import normalise

logger: Final = logging.getLogger("sharekit")

# Most paths are already normalised.
_NORMAL: Final = re.compile(r"/(?!/)[\w.~!$&'()*+,;=:@/-]*", re.ASCII)
_ESCAPE: Final = re.compile("%([0-9A-Fa-f]{2})?")
_UNRESERVED: Final = frozenset("-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_RESERVED: Final = "/%!$&'()*+,;=:@~?"


def complete(address: str, *, request: HttpRequest | None) -> str:
    """Return an address with scheme and host and without fragment, "" if it cannot be shared.

    A path gets SITE_URL, otherwise the request's validated host. Percent-encoding is normalised as
    in RFC 3986, 6.2.2; a query is kept. Only http and https addresses can be shared.
    """
    try:
        if _NORMAL.fullmatch(address):
            base = _get_base(request)
            return base and base + address
        parts = urlsplit(address.strip())
        if parts.netloc:
            base = normalise(f"{parts.scheme or 'https'}://{parts.netloc}")
        elif parts.path.startswith("/") and not parts.scheme:
            base = _get_base(request)
        else:
            raise ValueError("the address must begin with / or https://")
        query = f"?{_encode(parts.query)}" if parts.query else ""
        return base and base + _encode(parts.path or "/") + query
    except DisallowedHost:
        return ""
    except ValueError as error:
        logger.warning("%.100r cannot be shared: %s", address, error)
        return ""


def identify(address: str) -> str:
    """Return the identity of an address that the site gave: its path, without query.

    A page on another site's host also keeps its host (`//other.example/path`), so that it is never
    taken for a page of this site.
    """
    parts = urlsplit(address)
    return parts.path if _is_ours(parts.netloc) else f"//{parts.netloc}{parts.path}"


def _get_base(request: HttpRequest | None) -> str:
    if settings.site_url:
        return normalise(settings.site_url)
    if request is not None:
        return f"{request.scheme}://{request.get_host()}"
    logger.warning(
        "Nothing was rendered, because the site's host is unknown without a request. Set "
        "SHAREKIT = {'SITE_URL': 'https://your.site'}, or pass the request to the template."
    )
    return ""


def _is_ours(netloc: str) -> bool:
    hosts = [split_domain_port(urlsplit(each).netloc)[0] for each in settings.origins]
    if settings.site_url:
        hosts.append(split_domain_port(urlsplit(settings.site_url).netloc)[0])
    # "*" allows any host, so it does not name this site if SITE_URL does.
    hosts += [h for h in django_settings.ALLOWED_HOSTS if h != "*" or not settings.site_url]
    return not hosts or validate_host(split_domain_port(netloc)[0], hosts)


def _encode(text: str) -> str:
    return quote(_ESCAPE.sub(_normalise_escape, text), safe=_RESERVED)


def _normalise_escape(escape: re.Match[str]) -> str:
    if not escape[1]:
        return "%25"
    char = chr(int(escape[1], 16))
    return char if char in _UNRESERVED else escape[0].upper()
