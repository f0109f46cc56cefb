"""Django views for collect, and for the parts of a bar that load on demand."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final, TypedDict

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import DisallowedHost
from django.db import connections, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.text import slugify
from django.views.decorators.csrf import csrf_exempt

from sharekit import keys, log
from sharekit.buttons import qr
from sharekit.buttons.parts import render_parts
from sharekit.collect.answer import Answer, answer, refuse
from sharekit.collect.senders import limit, proxies
from sharekit.collect.stamp import is_letters_only
from sharekit.events import LONGEST_KEY, MOST_BYTES
from sharekit.exceptions import Refused
from sharekit.quiet import allow_methods, allow_safe_methods, answer_quietly

View = Callable[..., HttpResponse]


class Sender(TypedDict):
    """Headers, by lower-case names, and the peer's address, "" if the server does not know it."""

    headers: dict[str, str]
    address: str


_HEADERS: Final = tuple(
    (name, "HTTP_" + name.upper().replace("-", "_"))
    for name in (
        *("dnt", "origin", "referer", "sec-gpc", "user-agent", "x-forwarded-for"),
        *proxies.CLIENTS,
    )
)


def without_transactions(view: View) -> View:
    """Disable ATOMIC_REQUESTS for all databases, because the appender must not wait for this
    transaction.
    """
    for alias in connections:
        view = transaction.non_atomic_requests(using=alias)(view)
    return view


@login_not_required
@answer_quietly
@csrf_exempt
@without_transactions
def events(request: HttpRequest) -> HttpResponse:
    """Accept events; see `collect.answer`. Signed keys and the Origin replace a CSRF token."""
    given = answer_request(request)
    response = HttpResponse(given.body, status=given.status, headers=given.headers)
    if not given.body:
        del response.headers["Content-Type"]
    return response


def answer_request(request: HttpRequest) -> Answer:
    """Answer a request from the view or the fast lane, using its method, META, `get_host` and
    `read`.
    """
    if request.method != "POST":
        return refuse(405, "Send events by POST.", headers={"Allow": "POST"})
    sender = read_sender(request)
    try:
        sender["headers"]["host"] = request.get_host()
        body = request.read(MOST_BYTES + 1)
    except DisallowedHost:
        return refuse(400, "This site does not accept that host name.")
    except OSError:
        return refuse(400, "The body ended too early.")
    return answer(body, **sender)


def read_sender(request: HttpRequest) -> Sender:
    """Return what collect needs to know about a sender, without the host, which is unchecked."""
    meta = request.META
    headers = {name: meta[key] for name, key in _HEADERS if key in meta}
    return {"headers": headers, "address": meta.get("REMOTE_ADDR", "")}


@login_not_required
@answer_quietly
@csrf_exempt
@without_transactions
@allow_methods("GET", "HEAD", "POST")
def qr_code(request: HttpRequest) -> HttpResponse:
    """Draw an article's QR code: `qr/?article=KEY`, with `&download=1` for a file.

    KEY is the signed key that a bar holds in `data-sharekit`, percent-encoded, so that no other
    address can be drawn. Other requests are answered 400 or 403 with a sentence. A POST draws the
    link in its body, if that is the article's. A mark in the address is not drawn, because
    addresses are in the logs of servers.
    """
    if "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", "")):
        # A library that loads the page's links in advance would use up the reader's limit. Nothing
        # failed, so the log gets no line. Chromium would show an answer of 200 to 299 when the
        # reader follows the link, and after 204 it would show nothing.
        return HttpResponse(
            "A QR code is drawn when its button is pressed.\n",
            status=403,
            content_type="text/plain; charset=utf-8",
            headers={"Cache-Control": "no-store", "Vary": "Sec-Purpose, Purpose"},
        )
    try:
        sender = read_sender(request)
        limit.check(**sender, cost=limit.PICTURE, what=_name_limit(request, "codes"))
        key = keys.read(_parse_key(request))
        if not qr.is_installed():
            raise Refused(404, f"This site cannot draw QR codes: {qr.INSTALL}")
    except Refused as refused:
        return _refuse(refused)
    try:
        # A GET is cached by its address, so its body must not change the picture.
        body = request.read(LONGEST_KEY) if request.method == "POST" else b""
    except OSError:
        return _refuse(Refused(400, "The body ended too early."))
    link = body.decode(errors="replace")
    picture = qr.draw_article(key, link=link, letter_only=is_letters_only(sender["headers"]))
    response = send_picture(picture, name=key.title, request=request)
    if request.method != "POST":
        # The key determines the content: another article has another key.
        response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@login_not_required
@answer_quietly
@csrf_exempt
@without_transactions
@allow_safe_methods
def parts(request: HttpRequest) -> HttpResponse:
    """Serve the rarely needed parts of a bar: `parts/?language=de&article=KEY`.

    The language is that of the page, which may differ from the language of this request.
    """
    try:
        limit.check(**read_sender(request), what=_name_limit(request, "parts"))
        with translation.override(_parse_language(request.GET.get("language", ""))):
            response = HttpResponse(render_parts(_parse_key(request)))
    except Refused as refused:
        return _refuse(refused)
    response["Cache-Control"] = "public, max-age=3600"
    response["X-Robots-Tag"] = "noindex"
    return response


def _name_limit(request: HttpRequest, name: str) -> str:
    """Return under which name a request is counted.

    What a page embeds, or another site's page fetches, is counted apart: pictures in a comment must
    not disable the buttons of its readers. Over plain HTTP browsers do not say what asks.
    """
    get = request.headers.get
    is_page = get("Sec-Fetch-Mode") == "navigate"
    is_foreign = get("Sec-Fetch-Site") == "cross-site" and not is_page
    is_embedded = get("Sec-Fetch-Dest", "empty") not in {"document", "empty"}
    return "embedded" if is_foreign or is_embedded else name


def _parse_language(language: str) -> str:
    try:
        return translation.get_supported_language_variant(language)
    except LookupError:
        # Never the reader's language, because the answer is cached for all readers.
        return settings.LANGUAGE_CODE


def _refuse(refused: Refused) -> HttpResponse:
    log.write_throttled(
        logging.WARNING,
        "A menu or a QR code was refused with %s: %s If one of your pages requested it, "
        "purge the cache of that page.",
        refused.status,
        refused.sentence,
        kind=refused.status,
    )
    response = HttpResponse(
        refused.sentence, status=refused.status, content_type="text/plain; charset=utf-8"
    )
    if refused.retry_after:
        response["Retry-After"] = str(refused.retry_after)
    return response


def send_picture(svg: str, *, name: str, request: HttpRequest) -> HttpResponse:
    """Return an SVG that can only be displayed, with `?download=1` as a file of that name."""
    response = HttpResponse(
        svg,
        content_type="image/svg+xml",
        headers={
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
        },
    )
    if request.GET.get("download"):
        file = f"{slugify(name)[:60] or 'article'}-qr.svg"
        response["Content-Disposition"] = f'attachment; filename="{file}"'
    return response


def _parse_key(request: HttpRequest) -> str:
    text = request.GET.get("article", "")
    if not 0 < len(text) <= LONGEST_KEY:
        raise Refused(400, "Name the article by its signed key: ?article=KEY.")
    return text
