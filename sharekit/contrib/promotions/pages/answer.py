"""The answers of promotions' pages: never cached, never indexed, and their codes stay here."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string

from sharekit.sites import find_site

HEADERS: Final = {
    # A page with a name in it, and the next reader may speak another language.
    "Cache-Control": "private, no-store",
    # Other sites do not get to know the code.
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}


def answer(
    request: HttpRequest, name: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Return the page of a template in sharekit_promotions/, which a site may override."""
    # Friends who follow a link want to know whose page it is.
    shown = {"site": find_site(request), **context}
    html = render_to_string(f"sharekit_promotions/{name}.html", shown, request=request)
    return HttpResponse(html, status=status, headers=HEADERS)


def redirect(address: str) -> HttpResponse:
    """Return a redirect that a browser follows by GET, whatever the method was."""
    return HttpResponseRedirect(address, status=303, headers=HEADERS)
