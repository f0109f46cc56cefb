"""The Django doors to collect, and to what buttons show on request."""

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

from sharekit import buttons, collect, keys, log
from sharekit.buttons import qr
from sharekit.events import LONGEST_KEY, MOST_BYTES
from sharekit.exceptions import Refused
from sharekit.quiet import allow_safe_methods, answer_quietly

View = Callable[[HttpRequest], HttpResponse]


class Sender(TypedDict):
    """Headers, by lower-case names, and the peer's address, "" where the server knows none."""

    headers: dict[str, str]
    address: str


_HEADERS: Final = tuple(
    (name, "HTTP_" + name.upper().replace("-", "_"))
    for name in ("dnt", "origin", "referer", "sec-gpc", "user-agent", "x-forwarded-for")
)


def without_transactions(view: View) -> View:
    """Keep ATOMIC_REQUESTS of any database away: the appender must not wait for our transaction."""
    for alias in connections:
        view = transaction.non_atomic_requests(using=alias)(view)
    return view


@login_not_required
@answer_quietly
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
    sender = read_sender(request)
    try:
        sender["headers"]["host"] = request.get_host()
        body = request.read(MOST_BYTES + 1)
    except DisallowedHost:
        return collect.refuse(400, "This site does not answer to that host name.")
    except OSError:
        return collect.refuse(400, "The body ended before its time.")
    return collect.answer(body, **sender)


def read_sender(request: HttpRequest) -> Sender:
    """Return what collect asks of a request's sender, but for the host, which may not be valid."""
    meta = request.META
    headers = {name: meta[key] for name, key in _HEADERS if key in meta}
    return {"headers": headers, "address": meta.get("REMOTE_ADDR", "")}


@login_not_required
@answer_quietly
@csrf_exempt
@without_transactions
@allow_safe_methods
def qr_code(request: HttpRequest) -> HttpResponse:
    """Draw an article's QR code: `qr/?article=KEY`, and `&download=1` for a file.

    KEY is the signed key that a bar holds in `data-sharekit`, percent-encoded: nobody can have
    other addresses drawn here. Anything else is answered 400 or 403 with a sentence. `&link=` is
    the article's link as a button has marked it, of which the code takes the mark alone.
    """
    try:
        collect.check_rate(**read_sender(request), cost=collect.PICTURE)
        key = keys.read(_read_key(request))
        if not qr.is_installed():
            raise Refused(404, f"This site draws no QR codes: {qr.INSTALL}")
    except Refused as refused:
        return _refuse(refused)
    picture = qr.draw_article(key, link=request.GET.get("link", "")[:LONGEST_KEY])
    response = send_picture(picture, name=key.title, request=request)
    # The key says it all: another article has another one.
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@login_not_required
@answer_quietly
@csrf_exempt
@without_transactions
@allow_safe_methods
def parts(request: HttpRequest) -> HttpResponse:
    """Give what is seldom wanted of an article's bar: `parts/?language=de&article=KEY`.

    The page that asks is in that language, which need not be that of this request.
    """
    try:
        collect.check_rate(**read_sender(request))
        with translation.override(_read_language(request.GET.get("language", ""))):
            response = HttpResponse(buttons.render_parts(_read_key(request)))
    except Refused as refused:
        return _refuse(refused)
    response["Cache-Control"] = "public, max-age=3600"
    response["X-Robots-Tag"] = "noindex"
    return response


def _read_language(language: str) -> str:
    try:
        return translation.get_supported_language_variant(language)
    except LookupError:
        # Never the reader's own: the answer is kept for everybody.
        return settings.LANGUAGE_CODE


def _refuse(refused: Refused) -> HttpResponse:
    log.write_seldom(
        logging.WARNING,
        "A menu or a QR code was refused with %s: %s If a page of yours asked for it, empty what "
        "caches that page.",
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
    """Answer an SVG that can do nothing but be seen, with `?download=1` as a file of that name."""
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


def _read_key(request: HttpRequest) -> str:
    text = request.GET.get("article", "")
    if not 0 < len(text) <= LONGEST_KEY:
        raise Refused(400, "Name the article by its signed key: ?article=KEY.")
    return text
