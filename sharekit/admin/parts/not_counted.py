"""*Do not count this browser*: a choice that a browser keeps for each site, so each site is asked.

A page can only keep something for its own origin. Where the admin has the origin of a site, its
page sets the choice itself; for other sites it links to a page of theirs that does.
"""

from __future__ import annotations

from contextlib import suppress

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from sharekit.admin.shared.page import HEADERS
from sharekit.conf import settings
from sharekit.origins import normalise
from sharekit.quiet import allow_safe_methods, answer_quietly
from sharekit.reports.figures.articles.lookup import list_sites


@login_not_required
@answer_quietly
@allow_safe_methods
def not_counted(request: HttpRequest) -> HttpResponse:
    """Show the choice for the site of this address; nothing is sent or stored on the server.

    Its own policy keeps that of a middleware away, whose nonce a page without a login lacks.
    """
    html = render_to_string("admin/sharekit/not_counted.html", {"origin": ""})
    return HttpResponse(html, headers=HEADERS)


def list_choices(request: HttpRequest) -> list[dict[str, str]]:
    """Return the origin of each site, and the address of its page."""
    path = reverse("sharekit:not-counted")
    return [{"origin": origin, "address": origin + path} for origin in _list_origins(request)]


def _list_origins(request: HttpRequest) -> list[str]:
    named = [settings.site_url] if settings.site_url else list(settings.sites.values())
    # Without both settings every host is a site of its own.
    found = named or [f"{request.scheme}://{host}" for host in list_sites()]
    origins = []
    for address in found:
        # A bad setting is reported by a system check.
        with suppress(ValueError):
            origins.append(normalise(address))
    return sorted(set(origins))
