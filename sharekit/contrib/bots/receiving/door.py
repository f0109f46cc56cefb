"""The door of a platform: it hands a call over, and answers."""

from __future__ import annotations

from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from sharekit.contrib.bots.platforms.accounts import find_platform, list_accounts
from sharekit.contrib.bots.platforms.protocol import Call, Reply
from sharekit.contrib.bots.receiving.receive import receive
from sharekit.quiet import allow_methods, answer_quietly
from sharekit.views import without_transactions

MOST_BYTES: Final = 3 * 1024 * 1024
"""The largest body, which is WhatsApp's."""


@login_not_required
@answer_quietly
@csrf_exempt
@without_transactions
@allow_methods("GET", "POST")
def door(request: HttpRequest, platform: str) -> HttpResponse:
    """Store what a platform delivers. A call that no account of it has signed gets a 403."""
    found = find_platform(platform)
    accounts = list_accounts(platform)
    if found is None or not accounts:
        return _say(404, "This site has no account at this platform.")
    call = _read(request)
    if call is None:
        return _say(413, "This message is too long.")
    if call.method == "GET":
        reply = found.greet(call, accounts)
        return _say(403, "Not signed.") if reply is None else _send(reply)
    try:
        is_stored = receive(call, found, accounts)
    except (DatabaseError, InterfaceError):
        # The platform delivers it again.
        return _say(503, "Not stored.", {"Retry-After": "5"})
    return _send(found.thank()) if is_stored else _say(403, "Not signed.")


def _read(request: HttpRequest) -> Call | None:
    """Return a call, None if it is too long. `request.body` would refuse what Meta may send."""
    try:
        body = request.read(MOST_BYTES + 1)
    except OSError:
        body = b""
    if len(body) > MOST_BYTES:
        return None
    headers = {name.lower(): value for name, value in request.headers.items()}
    query = request.META.get("QUERY_STRING", "")
    return Call(request.method or "", query=query, headers=headers, body=body)


def _send(reply: Reply) -> HttpResponse:
    return HttpResponse(reply.body, content_type=reply.content_type)


def _say(status: int, sentence: str, headers: dict[str, str] | None = None) -> HttpResponse:
    return HttpResponse(
        f"{sentence}\n", status=status, headers=headers, content_type="text/plain; charset=utf-8"
    )
