"""The site of a subscription, and the origin of the links in its mails."""

from __future__ import annotations

from django.http import HttpRequest

from sharekit import sites
from sharekit.conf import settings
from sharekit.exceptions import UnknownSite
from sharekit.origins import get_host

_MISSING = (
    "Links in mails need the origin of your site. Set SHAREKIT = {'SITE_URL': 'https://your.site'},"
    " or SITES if the project serves several sites."
)


def has_several() -> bool:
    """Return whether the settings name several sites, each with subscriptions of its own."""
    return len(set(settings.sites.values())) > 1


def choose_site(site: str = "", *, request: HttpRequest | None = None) -> str:
    """Return the site of a request or of a name, as rows have it: "" unless SITES names several.

    Raises `UnknownSite`, a ValueError, if there are several and neither is given.
    """
    if not has_several():
        return ""
    return sites.find_site(request) if request else get_host(sites.find_origin(None, site=site))


def find_origin(site: str) -> str:
    """Return the origin of links in mails of a site; raise ValueError if no setting names it."""
    if not (settings.site_url or settings.sites):
        raise ValueError(_MISSING)
    try:
        return sites.find_origin(None, site=site)
    except UnknownSite:
        raise ValueError(f"SITES lacks the host {site!r}. {_MISSING}") from None
