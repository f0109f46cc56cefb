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
from django.utils.http import escape_leading_slashes

from sharekit import paths
from sharekit.conf import settings
from sharekit.origins import list_hosts, normalise

logger: Final = logging.getLogger("sharekit")

# Most paths are already normalised.
_NORMAL: Final = re.compile(r"/(?!/)[\w.~!$&'()*+,;=:@/-]*", re.ASCII)
_END_OF_HOST: Final = re.compile("[/?#]")
_ESCAPE: Final = re.compile("%([0-9A-Fa-f]{2})?")
_UNRESERVED: Final = frozenset("-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_RESERVED: Final = "/%!$&'()*+,;=:@~?"


def complete(address: str, *, request: HttpRequest | None) -> str:
    """Return an address with scheme and host and without fragment, "" if it cannot be shared.

    A path gets SITE_URL, otherwise the request's validated host, and the script prefix.
    `//host/path` names a host only if it is the site's own, because a visitor may open a path that
    begins so. Percent-encoding is normalised as in RFC 3986, 6.2.2; a query is kept. Only http and
    https addresses can be shared.
    """
    try:
        if _NORMAL.fullmatch(address):
            base = _get_base(request)
            return base and base + paths.add_prefix(address)
        base, text = _split(address.strip(), request)
        path, _, query = text.partition("#")[0].partition("?")
        return base and base + _encode(path or "/") + (query and f"?{_encode(query)}")
    except DisallowedHost:
        return ""
    except ValueError as error:
        logger.warning("%.100r cannot be shared: %s", address, error)
        return ""


def identify(address: str) -> str:
    """Return the identity of an address that the site gave: its path, as `paths.identify` does.

    A page on another site's host also keeps its host (`//other.example/path`), so that it is never
    taken for a page of this site.
    """
    host, path = urlsplit(address).netloc, paths.identify(address)
    # No path of this site looks like another site's page.
    return escape_leading_slashes(path) if _is_ours(host) else f"//{host}{path}"


def _split(address: str, request: HttpRequest | None) -> tuple[str, str]:
    """Return the origin of an address, and what follows it; ValueError if it has neither.

    `urlsplit` would take the path `//evil.example/` or `/TAB/evil.example/`, which any visitor may
    open, for another site's page.
    """
    if address.startswith("//") and _is_own(_END_OF_HOST.split(address[2:], 1)[0], request):
        address = f"https:{address}"
    if address.startswith("/"):
        return _get_base(request), paths.add_prefix(escape_leading_slashes(address))
    scheme, _, rest = address.partition("://")
    host = _END_OF_HOST.split(rest, 1)[0]
    if not host:
        raise ValueError("the address must begin with / or https://")
    return normalise(f"{scheme}://{host}"), rest.removeprefix(host)


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


def _is_own(host: str, request: HttpRequest | None) -> bool:
    """Return whether the site's settings name exactly this host, or without SITE_URL the request.

    A pattern such as `.example.com` also allows the subdomains of others.
    """
    if request is not None and not settings.site_url and host == request.get_host():
        return True
    return host in list_hosts() or host in django_settings.ALLOWED_HOSTS


def _is_ours(netloc: str) -> bool:
    # "*" allows any host, so it does not name this site if SITE_URL does.
    hosts = [h for h in _list_hosts() if h != "*" or not settings.site_url]
    return not hosts or validate_host(split_domain_port(netloc)[0], hosts)


def _list_hosts() -> list[str]:
    own = filter(None, (settings.site_url, *settings.origins))
    return [
        *(split_domain_port(urlsplit(each).netloc)[0] for each in own),
        *django_settings.ALLOWED_HOSTS,
    ]


def _encode(text: str) -> str:
    return quote(_ESCAPE.sub(_normalise_escape, text), safe=_RESERVED)


def _normalise_escape(escape: re.Match[str]) -> str:
    if not escape[1]:
        return "%25"
    char = chr(int(escape[1], 16))
    return char if char in _UNRESERVED else escape[0].upper()
