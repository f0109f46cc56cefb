"""The buttons of the advocate's panel: join and leave, by POST only; and a page with the panel."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect

from sharekit.contrib.promotions.models import Promotion
from sharekit.contrib.promotions.pages import addresses, words
from sharekit.contrib.promotions.pages.answer import answer, redirect
from sharekit.contrib.promotions.pages.offer import find_promotion, find_user
from sharekit.contrib.promotions.pages.panel import render_panel
from sharekit.contrib.promotions.referring.join import CannotJoin, join, leave
from sharekit.contrib.promotions.referring.live import Closed, why_closed
from sharekit.quiet import allow_methods, answer_quietly

_PANEL = "#sharekit-offer"


@login_not_required
@answer_quietly
@csrf_protect
@allow_methods("GET", "HEAD", "POST")
def join_promotion(request: HttpRequest, slug: str) -> HttpResponse:
    """Let the user join a promotion under the terms that the panel showed, or say why not.

    GET shows the panel, to which the links of mails lead, and changes nothing.
    """
    promotion = _find_promotion(request, slug)
    if request.method != "POST":
        return _show_panel(request, promotion)
    back = _find_back(request, promotion)
    user = find_user(request)
    if user is None:
        return redirect_to_login(back)
    try:
        join(promotion, user, terms=_read(request, "terms"))
    except CannotJoin as fault:
        context = {
            "title": _("You have not joined"),
            "sentence": str(fault),
            "destination": back + _PANEL,
            "is_back": True,
        }
        return answer(request, "closed", context, status=409)
    return redirect(back + _PANEL)


@answer_quietly
@csrf_protect
@allow_methods("POST")
def leave_promotion(request: HttpRequest, slug: str) -> HttpResponse:
    """Let the user leave a promotion."""
    promotion = _find_promotion(request, slug)
    back = _find_back(request, promotion)
    user = find_user(request)
    if user is None:
        return redirect_to_login(back)
    leave(promotion, user)
    return redirect(back + _PANEL)


def _show_panel(request: HttpRequest, promotion: Promotion) -> HttpResponse:
    """Show the panel, or why there is none: 404 for an offer that was not announced yet."""
    panel = render_panel(promotion, request=request)
    if panel:
        return answer(request, "join", {"promotion": promotion, "panel": panel})
    why = why_closed(promotion)
    if why is None or why is Closed.UNKNOWN:
        raise Http404
    title, sentence = words.explain(why)
    destination = addresses.get_destination(promotion.destination)
    context = {
        "title": title,
        "sentence": sentence,
        "promotion": promotion,
        "destination": destination,
    }
    return answer(request, "closed", context)


def _find_promotion(request: HttpRequest, slug: str) -> Promotion:
    promotion = find_promotion(slug, request=request)
    if promotion is None:
        raise Http404
    return promotion


def _read(request: HttpRequest, name: str) -> str:
    """Return a value of the form; raise BadRequest (400) if the body is not a form."""
    try:
        return request.POST.get(name, "")
    except (LookupError, UnicodeError, UnreadablePostError):
        # The charset may be none that Python can decode a form with, such as "hex".
        raise BadRequest("The form cannot be read.") from None


def _find_back(request: HttpRequest, promotion: Promotion) -> str:
    """Return the page of this site that the form names, else that of the promotion."""
    page = _read(request, "next").partition("#")[0]
    is_own = url_has_allowed_host_and_scheme(
        page, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return page if page and is_own else promotion.get_absolute_url()
