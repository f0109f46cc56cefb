"""The page that confirms a subscription: a button, because scanners open every link."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from sharekit.contrib.mails.models import Subscription
from sharekit.contrib.mails.pages.answer import answer, get_title, speak
from sharekit.contrib.mails.subscribing.addresses import find_signed
from sharekit.contrib.mails.subscribing.subscribe import confirm
from sharekit.quiet import allow_methods, answer_quietly


@login_not_required
@answer_quietly
@csrf_exempt
@allow_methods("GET", "HEAD", "POST")
def confirm_page(request: HttpRequest, token: str) -> HttpResponse:
    """Show the button that confirms, or confirm by POST; 404 for an address that is not valid.

    The address itself is the proof of who presses the button, so no CSRF token is needed.
    """
    found = find_signed(token, purpose="confirm")
    if found is None:
        return answer(request, "invalid", {}, status=404)
    if request.method == "POST":
        confirm(found)
        found.refresh_from_db()
    with speak(found.language):
        context = {
            "title": get_title(found.topic),
            "subscription": found,
            "is_asked": found.state == Subscription.State.ASKED,
            "is_confirmed": found.state == Subscription.State.CONFIRMED,
            "action": reverse("sharekit_mails:confirm", args=[token]),
        }
        return answer(request, "confirm", context)
