"""The page that a friend opens: `r/CODE/`, and `r/p/SLUG/` for readers without a code.

It works without JavaScript and sets no cookie. Unknown codes, those of advocates who left or are
blocked, and those of offers that ended get the same answer, and count as guesses alike.
"""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from sharekit.collect import origin
from sharekit.collect.senders import limit
from sharekit.contrib.promotions.conf import options
from sharekit.contrib.promotions.models import Advocate, Promotion
from sharekit.contrib.promotions.pages import addresses, words
from sharekit.contrib.promotions.pages.answer import HEADERS, answer, redirect
from sharekit.contrib.promotions.pages.carried import keep_code
from sharekit.contrib.promotions.pages.offer import (
    find_advocate,
    find_promotion,
    find_user,
    why_invalid,
)
from sharekit.contrib.promotions.referring import codes
from sharekit.contrib.promotions.referring.live import Closed, why_closed
from sharekit.exceptions import Refused
from sharekit.quiet import allow_methods, allow_safe_methods, answer_quietly
from sharekit.views import read_sender

PREVIEW: Final = "preview"
"""The query key with which a marketer sees what friends will see."""
MAY_SEE: Final = "sharekit_promotions.view_promotion"
SAMPLE: Final = "CODECODE"


@login_not_required
@answer_quietly
@allow_safe_methods
def show_code(request: HttpRequest, code: str) -> HttpResponse:
    """Show the offer of an advocate: 404 if the code leads to none, 429 after too many guesses."""
    try:
        advocate = look_up(request, code)
    except Refused as refused:
        return _refuse(request, refused)
    why = why_invalid(advocate)
    if advocate is None or why:
        promotion = advocate.promotion if advocate else None
        return _show_closed(request, why or Closed.UNKNOWN, promotion)
    return _show_offer(request, advocate)


@login_not_required
@answer_quietly
@allow_safe_methods
def show_promotion(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a promotion to readers without a code, who may type one: `?ref=CODE`.

    With `?preview` a marketer sees what friends will see, also before it starts.
    """
    if addresses.REF in request.GET:
        code = codes.parse(request.GET[addresses.REF])
        # Whatever was typed, the answer to an unknown code is the same.
        return redirect(reverse("sharekit_promotions:code", args=[code or "-"]))
    promotion = find_promotion(slug, request=request)
    # The session is only read where it matters.
    user = find_user(request) if promotion and PREVIEW in request.GET else None
    if promotion and user and user.has_perm(MAY_SEE):
        return _show_sample(request, promotion, user=user)
    why = why_closed(promotion) if promotion else Closed.UNKNOWN
    if promotion is None or why is Closed.UNKNOWN:
        raise Http404
    if why:
        return _show_closed(request, why, promotion)
    return answer(request, "promotion", _describe(promotion, request=request))


@login_not_required
@answer_quietly
@csrf_exempt
@allow_methods("POST")
def accept(request: HttpRequest, code: str) -> HttpResponse:
    """Keep a code in the session and lead to the destination, for sites with CARRY="session".

    The page that holds the button sets no cookie, so a CSRF token is impossible. A browser names
    the origin of each form that it posts, so that no other site can make a reader accept.
    """
    try:
        _check_origin(request)
        advocate = look_up(request, code)
    except Refused as refused:
        return _refuse(request, refused)
    if advocate is None or why_invalid(advocate):
        return redirect(reverse("sharekit_promotions:code", args=[code]))
    if options.carry == "session":
        keep_code(request, advocate)
    return redirect(_get_destination(advocate))


def look_up(request: HttpRequest, code: str) -> Advocate | None:
    """Return the advocate of a code.

    Raises `Refused`: 429 after too many codes that lead to no offer, 403 if no reader opens it.
    """
    if not _is_opened(request):
        raise Refused(403, "Open this page itself: it cannot be a part of another one.")
    sender = read_sender(request)
    limit.check_guesses(options.code_rate, **sender)
    advocate = find_advocate(code, request=request)
    # Also one that was blocked: else the limit would separate it from an unknown code. A crawler
    # that asks for /r/robots.txt guesses nothing.
    if codes.parse(code) and why_invalid(advocate) is Closed.UNKNOWN:
        limit.count_guess(options.code_rate, **sender)
    return advocate


def _is_opened(request: HttpRequest) -> bool:
    """Return whether a reader opens a page, as far as the browser says.

    A comment with ten pictures or links with unknown codes, or ten requests of a foreign page's
    script, would use up the guesses of the reader's network. Routers such as Turbo fetch pages of
    their own site.
    """
    headers = request.headers
    if "prefetch" in headers.get("Sec-Purpose", headers.get("Purpose", "")):
        return False
    is_own = headers.get("Sec-Fetch-Site", "none") in {"same-origin", "none"}
    destination = headers.get("Sec-Fetch-Dest", "document")
    return destination == "document" or (destination == "empty" and is_own)


def _show_offer(request: HttpRequest, advocate: Advocate) -> HttpResponse:
    context = {
        **_describe(advocate.promotion, request=request),
        **_introduce(advocate.user),
        "code": advocate.code,
        "is_own": _is_own(request, advocate),
        "address": addresses.find_public(addresses.get_page(advocate), request=request),
        "destination": _get_destination(advocate),
        "accept": reverse("sharekit_promotions:accept", args=[advocate.code])
        if options.carry == "session"
        else "",
    }
    return answer(request, "landing", context)


def _show_sample(request: HttpRequest, promotion: Promotion, *, user: Any) -> HttpResponse:
    """Show the page of a friend whose advocate is the user."""
    context = _describe(promotion, request=request) | _introduce(user)
    return answer(request, "landing", {**context, "code": SAMPLE, "is_sample": True})


def _introduce(user: Any) -> dict[str, Any]:
    name = words.find_name(user)
    return {
        "introduction": words.introduce(name),
        "gains": words.name_gains(name),
        "privacy": words.promise_privacy(name),
    }


def _is_own(request: HttpRequest, advocate: Advocate) -> bool:
    """Return whether the advocate opens the own link; without a session none is looked for."""
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    user = find_user(request) if has_session else None
    return user is not None and user == advocate.user


def _describe(promotion: Promotion, *, request: HttpRequest) -> dict[str, Any]:
    return {
        "promotion": promotion,
        "address": addresses.find_public(promotion.get_absolute_url(), request=request),
        "destination": addresses.get_destination(promotion.destination),
        "picture": addresses.find_safe(promotion.picture),
        "preview": addresses.find_public(promotion.picture, request=request),
        "terms_url": addresses.find_safe(promotion.terms_url),
    }


def _show_closed(request: HttpRequest, why: Closed, promotion: Promotion | None) -> HttpResponse:
    title, sentence = words.explain(why)
    # The answer to an invalid code must not depend on what it once led to.
    shown = None if why is Closed.UNKNOWN else promotion
    context = {
        "title": title,
        "sentence": sentence,
        "promotion": shown,
        "destination": addresses.get_destination(shown.destination if shown else ""),
    }
    return answer(request, "closed", context, status=200 if shown else 404)


def _refuse(request: HttpRequest, refused: Refused) -> HttpResponse:
    if refused.status != 429:
        return HttpResponse(
            refused.sentence, status=refused.status, content_type="text/plain", headers=HEADERS
        )
    context = {
        "title": _("Please wait"),
        "sentence": _(
            "Too many unknown codes were opened from your network. Please try again later."
        ),
        "destination": addresses.get_destination(""),
    }
    response = answer(request, "closed", context, status=refused.status)
    response["Retry-After"] = str(refused.retry_after)
    return response


def _get_destination(advocate: Advocate) -> str:
    return addresses.get_destination(advocate.promotion.destination, code=advocate.code or "")


def _check_origin(request: HttpRequest) -> None:
    """Raise `Refused` (403) unless a page of this site posted the form."""
    sender = request.headers.get("Origin", "null")
    origin.check(sender, host=request.get_host())
