"""The Django door to collect."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.core.exceptions import DisallowedHost
from django.db import connections, transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from sharekit import collect
from sharekit.events import MOST_BYTES

View = Callable[[HttpRequest], HttpResponse]

_HEADERS: Final = tuple(
    (name, "HTTP_" + name.upper().replace("-", "_"))
    for name in ("dnt", "origin", "referer", "sec-gpc", "user-agent", "x-forwarded-for")
)


def without_transactions(view: View) -> View:
    """Keep ATOMIC_REQUESTS of any database away: the appender must not wait for our transaction."""
    for alias in connections:
        view = transaction.non_atomic_requests(using=alias)(view)
    return view


@csrf_exempt
@without_transactions
def events(request: HttpRequest) -> HttpResponse:
    """Take events; see `collect.answer`. Signed keys and the Origin stand in for a CSRF token."""
    given = answer(request)
    response = HttpResponse(given.body, status=given.status, headers=given.headers)
    if not given.body:
        del response.headers["Content-Type"]
    return response


def answer(request: HttpRequest) -> collect.Answer:
    """Answer a request at either door. Its method, META, `get_host` and `read` are all we ask."""
    if request.method != "POST":
        return collect.refuse(405, "Events are sent by POST.", headers={"Allow": "POST"})
    try:
        headers = {"host": request.get_host()}
        body = request.read(MOST_BYTES + 1)
    except DisallowedHost:
        return collect.refuse(400, "This site does not answer to that host name.")
    except OSError:
        return collect.refuse(400, "The body ended before its time.")
    meta = request.META
    for name, key in _HEADERS:
        if key in meta:
            headers[name] = meta[key]
    return collect.answer(body, headers=headers, address=meta.get("REMOTE_ADDR", ""))
