"""The page that stops a letter, and the one-click POST of mail programs (RFC 8058)."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.csrf import csrf_exempt

from sharekit.contrib.alerts.watching.stopping import find_signed
from sharekit.contrib.alerts.watching.watches import stop
from sharekit.contrib.mails.pages.answer import answer
from sharekit.quiet import allow_methods, answer_quietly


@login_not_required
@answer_quietly
@csrf_exempt
@allow_methods("GET", "HEAD", "POST")
def stop_page(request: HttpRequest, token: str) -> HttpResponse:
    """Show the button that stops, or stop by POST, with or without a cookie or a CSRF token.

    The address itself is the proof of who presses the button. A letter of a deleted user is
    stopped.
    """
    try:
        found = find_signed(token)
    except ValueError:
        return answer(request, "invalid", {}, status=404)
    is_on = found is not None and found.is_on
    if found and request.method == "POST":
        stop(found)
        is_on = False
    context = {
        "title": capfirst(found.get_kind_display()) if found else "",
        "action": reverse("sharekit_alerts:stop", args=[token]),
    }
    return answer(request, "stop" if is_on else "stopped", context)
