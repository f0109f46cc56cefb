"""Decides which pages may send events."""

from __future__ import annotations

from contextlib import suppress

from django.conf import settings as django_settings
from django.utils.http import is_same_domain

from sharekit.caches import cached_by
from sharekit.conf import settings
from sharekit.exceptions import Refused
from sharekit.origins import normalise


def check(origin: str | None, *, host: str) -> dict[str, str]:
    """Return the headers that let the sender read the answer, or raise `Refused` (403).

    Pages of the request's own host, of SITE_URL, SITES, ORIGINS or CSRF_TRUSTED_ORIGINS
    may send; "null"
    is foreign; a request without Origin header passes, because browsers always send one with a
    POST.
    """
    if origin is None:
        return {}
    try:
        sender = normalise(origin)
        if sender == normalise(f"{sender.partition(':')[0]}://{host}"):
            return {}
        is_trusted = _is_trusted(sender)
    except ValueError:
        is_trusted = False
    if not is_trusted:
        raise Refused(403, "Events are accepted only from this site's own pages.")
    return {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Expose-Headers": "X-Sharekit, Retry-After",
        "Vary": "Origin",
    }


def _is_trusted(sender: str) -> bool:
    scheme, _, host = sender.partition("://")
    # Like Django's own check, where a pattern includes the domain itself.
    return any(
        scheme == trusted_scheme and is_same_domain(host, pattern)
        for trusted_scheme, pattern in _list_trusted()
    )


@cached_by("SHAREKIT", "CSRF_TRUSTED_ORIGINS")
def _list_trusted() -> list[tuple[str, str]]:
    """Return scheme and host of each trusted origin; `.example.com` includes all subdomains."""
    trusted = []
    own = (settings.site_url, *settings.sites.values(), *settings.origins)
    for origin in (*own, *django_settings.CSRF_TRUSTED_ORIGINS):
        # A bad setting is reported by a system check, not to readers.
        with suppress(ValueError):
            scheme, _, host = normalise(origin.replace("://*.", "://")).partition("://")
            trusted.append((scheme, "." + host if "://*." in origin else host))
    return trusted
