"""Middleware that records preview bots of chat apps; off unless a site adds it to MIDDLEWARE."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from sharekit import log
from sharekit.collect.previews import find_app, note_preview
from sharekit.drafts import shows_draft
from sharekit.views import read_sender

_LONGEST: Final = 512


def note_previews(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Record which chat app fetched which article: `"sharekit.middleware.note_previews"`.

    It sees only pages that reach Django, so put it after middleware that answers from a cache.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        app = find_app(request.headers.get("User-Agent", "")[:_LONGEST])
        if (
            app
            and request.method == "GET"
            and response.status_code == 200
            and isinstance(response, HttpResponse)
            and response.headers.get("Content-Type", "").startswith("text/html")
            and not shows_draft(request)
        ):
            try:
                page = response.content.decode(response.charset, errors="replace")
                url = request.build_absolute_uri()
                note_preview(app, url=url, page=page, **read_sender(request))
            except Exception as error:  # noqa: BLE001 - no page depends on its sign
                log.write_throttled(logging.ERROR, "A preview was not noted: %r", error)
        return response

    return middleware
