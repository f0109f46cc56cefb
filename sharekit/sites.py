"""The sites that a project serves: SITE_URL names the only one, SITES names several.

Without either, every host is a site of its own. A site is named by the host of its origin.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import Final

from django.conf import settings as django_settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.http.request import split_domain_port, validate_host

from sharekit import log
from sharekit.caches import cached_by
from sharekit.conf import settings
from sharekit.exceptions import UnknownSite
from sharekit.nearest import suggest
from sharekit.origins import get_host, is_domain, normalise

_UNKNOWN: Final = (
    "Nothing was rendered, because the site's host is unknown without a request. Set "
    "SHAREKIT = {'SITE_URL': 'https://your.site'}, or pass the request to the template. If there "
    "are several SITES, pass site='your.site'."
)


def find_origin(request: HttpRequest | None, *, site: str = "") -> str:
    """Return the public origin of a site: that of the request, or the one that `site` names.

    `site` is a host, and without SITES an origin. Returns "" for a request at a host that SITES
    lacks, and logs it. Raises `UnknownSite` if SITES lacks `site`, and without request and `site`
    if the settings name no site or several; `DisallowedHost` for a host that is not in
    ALLOWED_HOSTS.
    """
    if settings.site_url:
        return normalise(settings.site_url)
    if settings.sites:
        if site:
            return _get_named(site)
        if request is not None:
            return _find_served(_get_host(request))
        if len(origins := set(_read_sites().values())) == 1:
            return origins.pop()
    elif site:
        return normalise(site)
    elif request is not None:
        return normalise(f"{request.scheme}://{request.get_host()}")
    raise UnknownSite(_UNKNOWN)


def find_site(request: HttpRequest | None) -> str:
    """Return the site of a request, "" if it is unknown.

    A host that SITES lacks has no articles, so it is a site of its own here.
    """
    try:
        return get_host(find_origin(request)) or _get_host(request)
    except (DisallowedHost, ValueError):
        return ""


def is_served(request: HttpRequest) -> bool:
    """Return whether the settings allow sharing at the host of a request."""
    try:
        return bool(find_origin(request))
    except (DisallowedHost, ValueError):
        return True


def choose_site(request: HttpRequest | None, site: str | None) -> str:
    """Return the site whose figures a page shows: that of the request, or one by any of its names.

    A `site` of None means that of the request, and "" means all sites, as in the result. Raises
    `UnknownSite` if SITES lacks `site`, or has several while neither it nor a request is given.
    """
    if site is None and request is None and settings.sites:
        return get_host(find_origin(None))
    if site is None:
        return find_site(request)
    if settings.sites and site:
        return get_host(_get_named(site))
    return site and (find_name(site) or site)


def find_own_origin(netloc: str) -> str:
    """Return the origin of the site that a host with port is a name of, "" if it is of none."""
    if settings.site_url:
        return normalise(settings.site_url) if _is_allowed(netloc) else ""
    return _find(netloc)


def list_named() -> list[str]:
    """Return the sites that the settings name, in order."""
    origins = [settings.site_url] if settings.site_url else _read_sites().values()
    return sorted({get_host(origin) for origin in origins})


def list_names(site: str) -> list[str]:
    """Return the hosts that SITES gives to a site, its own among them."""
    return [host for host, origin in _read_sites().items() if get_host(origin) == site]


def list_hosts(request: HttpRequest | None, *, site: str = "") -> list[str]:
    """Return the hosts (with ports) of a page's own articles, besides the page's own host.

    They are the names of its site in SITE_URL or SITES, and ORIGINS. Other sites may belong to
    others, so their hosts are left out. Raises `UnknownSite` as `find_origin` does, if there are
    SITES.
    """
    named: list[str] = []
    if settings.sites:
        with suppress(DisallowedHost):
            origin = find_origin(request, site=site)
            named = list_names(get_host(origin))
    hosts = map(get_host, (settings.site_url, *settings.origins))
    return [host for host in dict.fromkeys((*named, *hosts)) if host]


def get_site(address: str) -> str:
    """Return the site of an address, which is the address's host unless that has another name."""
    netloc = address.partition("://")[2].partition("/")[0]
    return find_name(netloc) or netloc


def are_apart(address: str, page: str) -> bool:
    """Return whether SITES give two addresses to different sites; either may lack its host."""
    site, other = find_name(get_host(address)), find_name(get_host(page))
    return bool(site and other) and site != other


@cached_by("SHAREKIT", "ALLOWED_HOSTS", "DEBUG", maxsize=4096)
def find_name(netloc: str) -> str:
    """Return the site that a host with port is a name of, "" if the settings name no such site."""
    # A bad setting is reported by a system check, and no event is lost because of it.
    with suppress(ValueError):
        return get_host(find_own_origin(netloc))
    return ""


def _get_host(request: HttpRequest | None) -> str:
    return request.get_host().lower() if request else ""


def _get_named(site: str) -> str:
    """Return the origin of a site that code or a template names; raise `UnknownSite`."""
    if origin := _find(site):
        return origin
    hint = suggest(get_host(site) or site, sorted(_read_sites()))
    raise UnknownSite(f"Nothing was rendered, because SITES lacks the host {site!r}. {hint}")


def _find_served(host: str) -> str:
    """Return the origin of the site at a request's host, "" if SITES lacks it."""
    origin = _find(host)
    if not origin and is_domain(split_domain_port(host)[0]):
        log.write_throttled(
            logging.WARNING,
            "SITES lacks the host %s, so its pages have no share buttons and no script. Add it to "
            "SITES, also if it is another name of a site.",
            host,
        )
    return origin


def _find(host: str) -> str:
    """Return the origin that SITES gives a host, with or without its port; "" if it gives none."""
    origins = _read_sites()
    return origins.get(host) or origins.get(split_domain_port(host)[0], "")


@cached_by("SHAREKIT")
def _read_sites() -> dict[str, str]:
    """Return the origin of each host; the host of an origin is one of them."""
    origins = {
        host: normalise(origin) for host, origin in settings.sites.items() if get_host(origin)
    }
    return {get_host(origin): origin for origin in origins.values()} | origins


def _is_allowed(netloc: str) -> bool:
    """Return whether a host is the site's, by ALLOWED_HOSTS; "*" allows others, too."""
    # Django's own rule for an empty list, in DEBUG only.
    local = [".localhost", "127.0.0.1", "[::1]"] if django_settings.DEBUG else []
    hosts = [host for host in django_settings.ALLOWED_HOSTS if host != "*"] or local
    own = split_domain_port(get_host(settings.site_url))[0]
    return validate_host(split_domain_port(netloc)[0], [own, *hosts])
