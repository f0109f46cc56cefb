"""The address of an article: absolute, normalised, without white space or fragment."""

from __future__ import annotations

import logging
import re
from typing import Final
from urllib.parse import quote, urlsplit

from django.conf import settings as django_settings
from django.conf.urls.i18n import is_language_prefix_patterns_used
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.utils.encoding import escape_uri_path
from django.utils.http import escape_leading_slashes
from django.utils.translation import get_language_from_path

from sharekit import paths, sites
from sharekit.conf import settings
from sharekit.exceptions import UnknownSite
from sharekit.origins import get_host, normalise

logger: Final = logging.getLogger("sharekit")

# Most paths are already normalised.
_NORMAL: Final = re.compile(r"/(?!/)[\w.~!$&'()*+,;=:@/-]*", re.ASCII)
_END_OF_HOST: Final = re.compile("[/?#]")
_ESCAPE: Final = re.compile("%([0-9A-Fa-f]{2})?")
_UNRESERVED: Final = frozenset("-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_RESERVED: Final = "/%!$&'()*+,;=:@~?"


def complete(address: str, *, request: HttpRequest | None, site: str = "") -> str:
    """Return an address with scheme and host and without fragment, "" if it cannot be shared.

    A path gets the site's origin (see `sites.find_origin`) and the script prefix; an address on
    another host of that site gets its origin, too. `//host/path` names a host only if it is the
    site's own, because a visitor may open a path that begins so. Percent-encoding is normalised as
    in RFC 3986, 6.2.2; a query is kept. Only http and https addresses can be shared.
    """
    try:
        if _NORMAL.fullmatch(address):
            base = sites.find_origin(request, site=site)
            return base and base + paths.add_prefix(address)
        if request is not None and address == request.path:
            # Django has decoded it: a `?`, a `#` or a host in it belongs to the path.
            path = escape_leading_slashes(escape_uri_path(address))
            base = sites.find_origin(request, site=site)
            return base and base + paths.add_prefix(path)
        base, text = _split(address.strip(), request, site)
        path, _, query = text.partition("#")[0].partition("?")
        return base and base + _encode(path or "/") + (query and f"?{_encode(query)}")
    except DisallowedHost:
        return ""
    except UnknownSite:
        raise
    except ValueError as error:
        logger.warning("%.100r cannot be shared: %s", address, error)
        return ""


def find_language(url: str, *, request: HttpRequest | None) -> str:
    """Return the language that an address begins with, "" if it names none.

    Only i18n_patterns make the first part of a path a language.
    """
    urlconf = getattr(request, "urlconf", None) or django_settings.ROOT_URLCONF
    if not is_language_prefix_patterns_used(urlconf)[0]:
        return ""
    return get_language_from_path(paths.remove_prefix(urlsplit(url).path)) or ""


def _split(address: str, request: HttpRequest | None, site: str) -> tuple[str, str]:
    """Return the origin of an address, and what follows it; ValueError if it has neither.

    `urlsplit` would take the path `//evil.example/` or `/TAB/evil.example/`, which any visitor may
    open, for another site's page.
    """
    if address.startswith("//") and _is_own(_END_OF_HOST.split(address[2:], 1)[0], request):
        address = f"https:{address}"
    if address.startswith("/"):
        origin = sites.find_origin(request, site=site)
        return origin, paths.add_prefix(escape_leading_slashes(address))
    scheme, _, rest = address.partition("://")
    host = _END_OF_HOST.split(rest, 1)[0]
    if not host:
        raise ValueError("the address must begin with / or https://")
    origin = normalise(f"{scheme}://{host}")
    return sites.find_own_origin(get_host(origin)) or origin, rest.removeprefix(host)


def _is_own(host: str, request: HttpRequest | None) -> bool:
    """Return whether the settings name exactly this host, or the request if they name no site.

    A pattern such as `.example.com` also allows the subdomains of others.
    """
    is_named = bool(settings.site_url or settings.sites)
    if request is not None and not is_named and host == request.get_host():
        return True
    origins = map(get_host, settings.origins)
    named = {*sites.list_named(), *origins, *settings.sites, *django_settings.ALLOWED_HOSTS}
    return host in named


def _encode(text: str) -> str:
    return quote(_ESCAPE.sub(_normalise_escape, text), safe=_RESERVED)


def _normalise_escape(escape: re.Match[str]) -> str:
    if not escape[1]:
        return "%25"
    char = chr(int(escape[1], 16))
    return char if char in _UNRESERVED else escape[0].upper()
