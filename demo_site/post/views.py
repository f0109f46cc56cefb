"""The pages on which a visitor of the demo reads the letters that it has sent, to whomever."""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from demo_site.post import letters
from demo_site.post.letters import Letter

MOST: Final = 100
"""How many letters the page lists."""
POLICY: Final = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; "
    "style-src 'unsafe-inline'; frame-ancestors 'self'"
)
"""A letter runs no script and loads nothing; its links open in a page of their own."""


@require_safe
def list_letters(request: HttpRequest) -> HttpResponse:
    """List the latest letters."""
    return render(request, "post/list.html", {"letters": list(letters.list_newest(MOST))})


@require_safe
def show(request: HttpRequest, name: str) -> HttpResponse:
    """Show a letter: its headers, its HTML in a frame, and its text."""
    return render(request, "post/letter.html", {"letter": _find(name)})


@require_safe
@xframe_options_sameorigin
def show_html(request: HttpRequest, name: str) -> HttpResponse:
    """Show the HTML of a letter as it was sent, for the frame."""
    letter = _find(name)
    html = letter.html.replace("<head>", '<head><base target="_blank">', 1)
    return HttpResponse(html, headers={"Content-Security-Policy": POLICY})


def _find(name: str) -> Letter:
    letter = letters.find(name)
    if letter is None:
        raise Http404
    return letter
