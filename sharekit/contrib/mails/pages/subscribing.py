"""Takes the form with which readers subscribe, and answers alike for every address."""

from __future__ import annotations

import logging
import time
from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from sharekit import log
from sharekit.articles.text import clean
from sharekit.collect import origin
from sharekit.collect.senders import limit
from sharekit.contrib.mails.conf import options
from sharekit.contrib.mails.pages.answer import answer, get_title, speak
from sharekit.contrib.mails.pages.form import (
    ADDRESS,
    FIELD,
    Declaration,
    find_fault,
    parse_declaration,
    read_form,
    render_form,
)
from sharekit.contrib.mails.subscribing.confirmation import is_off
from sharekit.contrib.mails.subscribing.consent import parse_typed
from sharekit.contrib.mails.subscribing.subscribe import subscribe
from sharekit.contrib.people import LONGEST
from sharekit.exceptions import Refused
from sharekit.quiet import allow_methods, answer_quietly
from sharekit.views import read_sender

EVEN: Final = 0.1
"""Seconds that storing takes at least, so that nobody learns from the time who has subscribed."""


@login_not_required
@answer_quietly
@csrf_exempt
@allow_methods("POST")
def ask(request: HttpRequest) -> HttpResponse:
    """Store a declaration, and say that a mail follows, whatever is known of the address.

    The page that holds the form sets no cookie and may be cached, so a CSRF token is impossible; a
    browser names the origin of the page, and nothing happens before the mail's button is pressed.
    """
    try:
        _check_origin(request)
        _count(request)
    except Refused as refused:
        return _refuse(request, refused)
    form = read_form(request)
    declaration = parse_declaration(form.get(FIELD, "")) if form is not None else None
    if form is None or declaration is None or _has_fault(declaration):
        return answer(request, "invalid", {"is_form": True}, status=400)
    with speak(declaration.language):
        return _answer(request, declaration, form.get(ADDRESS, ""))


def _answer(request: HttpRequest, declaration: Declaration, typed: str) -> HttpResponse:
    context = {"title": get_title(declaration.topic)}
    if not parse_typed(typed):
        fault = _("This is not an email address. Please check it.")
        form = render_form(declaration, address=clean(typed, LONGEST), fault=fault)
        return answer(request, "again", {**context, "form": form}, status=400)
    began = time.monotonic()
    subscribe(
        typed,
        declaration.topic,
        wording=declaration.wording,
        source=declaration.source,
        language=declaration.language,
        site=declaration.site,
    )
    # A new address takes 10 ms more than a known one.
    time.sleep(max(0.0, began + EVEN - time.monotonic()))
    return answer(request, "asked", context)


def _has_fault(declaration: Declaration) -> bool:
    """Return whether nobody can subscribe since the form was rendered; log why."""
    fault = find_fault(declaration.topic, site=declaration.site)
    if not fault and is_off(declaration.site):
        fault = "The mail 'confirmation' is off."
    if fault:
        log.write_throttled(logging.WARNING, "A form to subscribe was refused. %s", fault)
    return bool(fault)


def _count(request: HttpRequest) -> None:
    """Raise `Refused` (429) if a network has sent too many forms."""
    sender = read_sender(request)
    limit.check_guesses(options.form_rate, what="subscriptions", **sender)
    limit.count_guess(options.form_rate, what="subscriptions", **sender)


def _check_origin(request: HttpRequest) -> None:
    """Raise `Refused` (403) unless a page of this site sent the form.

    Under `Referrer-Policy: no-referrer` browsers send the origin "null" from the site's own pages,
    too; Sec-Fetch-Site distinguishes them.
    """
    sender = request.headers.get("Origin")
    if sender == "null" and request.headers.get("Sec-Fetch-Site") == "same-origin":
        return
    origin.check(sender, host=request.get_host())


def _refuse(request: HttpRequest, refused: Refused) -> HttpResponse:
    if refused.status != 429:
        return HttpResponse(refused.sentence, status=refused.status, content_type="text/plain")
    response = answer(request, "wait", {}, status=refused.status)
    response["Retry-After"] = str(refused.retry_after)
    return response
