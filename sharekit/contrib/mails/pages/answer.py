"""The answers of readers' pages: never cached, never indexed, and their addresses stay here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from sharekit import paths
from sharekit.contrib.mails.conf import options
from sharekit.sites import find_site

HEADERS: Final = {
    "Cache-Control": "private, no-store",
    # The address is the key to the subscription, so other sites do not get to know it.
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}


def answer(
    request: HttpRequest, name: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Return the page of a template in sharekit_mails/, which a site may override.

    It is rendered without the request's context processors: they may read the session, and a page
    that has read it varies by cookie.
    """
    home = paths.add_prefix("/")
    shown = {"request": request, "site": find_site(request), "home": home, **context}
    html = render_to_string(f"sharekit_mails/{name}.html", shown)
    return HttpResponse(html, status=status, headers=HEADERS)


@contextmanager
def speak(language: str) -> Iterator[None]:
    """Render in the language of a subscription, if Django knows it; it is that of the mails."""
    try:
        known = translation.get_supported_language_variant(language)
    except LookupError:
        yield
    else:
        with translation.override(known):
            yield


def get_title(topic: str) -> str:
    """Return what readers call a topic, or its short name if a site has removed it."""
    return str(options.topics.get(topic, topic))
