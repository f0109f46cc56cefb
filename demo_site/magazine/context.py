"""The context of every template of the magazine."""

from typing import Any

from django.http import HttpRequest

from demo_site.magazine.models import Section
from sharekit.conf import settings


def sections(request: HttpRequest) -> dict[str, Any]:
    """Return the sections for the navigation."""
    return {"sections": list(Section)}


def site(request: HttpRequest) -> dict[str, Any]:
    """Return scheme and host of the site, for addresses that other sites read."""
    return {"site": settings.site_url}
