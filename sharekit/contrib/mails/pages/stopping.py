"""The page that stops a subscription, and the one-click POST of mail programs (RFC 8058)."""

from __future__ import annotations

from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from sharekit.contrib.mails.models import Subscription
from sharekit.contrib.mails.pages.answer import answer, get_title, speak
from sharekit.contrib.mails.pages.form import read_form
from sharekit.contrib.mails.subscribing.addresses import find_signed, is_signed
from sharekit.contrib.mails.subscribing.stop import has_others, stop_all_of, stop_one
from sharekit.quiet import allow_methods, answer_quietly

ONE_CLICK: Final = "One-Click"
"""The value of `List-Unsubscribe` that a mail program posts."""


@login_not_required
@answer_quietly
@csrf_exempt
@allow_methods("GET", "HEAD", "POST")
def stop_page(request: HttpRequest, token: str) -> HttpResponse:
    """Show the button that stops, or stop by POST, with or without a cookie or a CSRF token.

    The address itself is the proof of who presses the button. After an erasure nothing is left to
    stop, so the answer is that of a stopped subscription.
    """
    found = find_signed(token, purpose="stop")
    if found is None:
        if is_signed(token, purpose="stop"):
            return answer(request, "stopped", {})
        return answer(request, "invalid", {}, status=404)
    if request.method == "POST":
        _stop(request, found)
        found.refresh_from_db()
    with speak(found.language):
        context = {
            "title": get_title(found.topic),
            "has_others": has_others(found),
            "action": reverse("sharekit_mails:stop", args=[token]),
        }
        is_stopped = found.state == Subscription.State.STOPPED
        return answer(request, "stopped" if is_stopped else "stop", context)


def _stop(request: HttpRequest, found: Subscription) -> None:
    # A body that is not a form stops, too.
    form = read_form(request) or QueryDict()
    if form.get("all"):
        stop_all_of(found, how="page")
    else:
        stop_one(found, how="one-click" if form.get("List-Unsubscribe") == ONE_CLICK else "page")
