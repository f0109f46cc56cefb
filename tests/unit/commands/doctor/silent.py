"""Middleware that silently keeps events from being counted, one for each case."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import SimpleTemplateResponse
from django.urls import include, path

from sharekit.keys import ArticleKey, sign
from tests.support.newspaper.models import Story

Answer = Callable[[HttpRequest], HttpResponse]
OURS = "/sharekit/"


def _answer_in_place(answer: Answer, in_place: Answer) -> Answer:
    """Answer in the place of sharekit's views."""
    return lambda request: (in_place if request.path.startswith(OURS) else answer)(request)


def ask_for_login(answer: Answer) -> Answer:
    """Redirect to the login page."""
    return _answer_in_place(answer, lambda _: HttpResponseRedirect("/accounts/login/?next=/"))


def redirect(answer: Answer) -> Answer:
    """Redirect to another host."""
    return _answer_in_place(answer, lambda _: HttpResponseRedirect("https://www.news.example/"))


def ask_for_password(answer: Answer) -> Answer:
    """Ask for a password, as staging sites do."""
    return _answer_in_place(answer, lambda _: HttpResponse("", status=401))


POLICIES: list[str] = []
"""What `set_policy` sends."""
INTEGRITY: list[str] = []
"""What it sends as Integrity-Policy."""


def set_policy(answer: Answer) -> Answer:
    """Send a Content Security Policy, and a policy of integrity."""

    def send(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response["Content-Security-Policy"] = ", ".join(POLICIES)
        response["Integrity-Policy"] = ", ".join(INTEGRITY)
        return response

    return send


def move_page(answer: Answer) -> Answer:
    """Show the stories at a second path."""

    def show(request: HttpRequest) -> HttpResponse:
        request.path_info = request.path_info.replace("/old/", "/stories/")
        return answer(request)

    return show


NO_PAGE = ("/en/", 302)
"""Where `show_no_page` redirects to, "" for nowhere, and the status."""
urlpatterns = [path("sharekit/", include("sharekit.urls"))]
"""The addresses of a site without an admin."""


def show_no_page(answer: Answer) -> Answer:
    """Answer without a page at all other addresses than sharekit's."""

    def show(request: HttpRequest) -> HttpResponse:
        location, status = NO_PAGE
        if request.path.startswith(OURS):
            return answer(request)
        return HttpResponse(status=status, headers={"Location": location} if location else {})

    return show


def take_every_address(answer: Answer) -> Answer:
    """Show a page at every address."""
    return _answer_in_place(answer, lambda _: HttpResponse("<title>Home</title>"))


def forbid(answer: Answer) -> Answer:
    """Refuse, as a firewall does."""
    return _answer_in_place(answer, lambda _: HttpResponse("<h1>Forbidden</h1>", status=403))


def fail(answer: Answer) -> Answer:
    """Fail."""
    return _answer_in_place(answer, lambda _: HttpResponse("", status=502))


def pass_another_host(answer: Answer) -> Answer:
    """Pass the name that a proxy has for the backend, in the place of the Host it was sent."""

    def rename(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(OURS):
            request.META["HTTP_HOST"] = "web:8000"
        return answer(request)

    return rename


def _rewrite(old: bytes, new: bytes) -> Callable[[Answer], Answer]:
    def rewrite(answer: Answer) -> Answer:
        def change(request: HttpRequest) -> HttpResponse:
            response = answer(request)
            if isinstance(response, SimpleTemplateResponse):
                response.render()
            response.content = response.content.replace(old, new)
            return response

        return change

    return rewrite


def name_another(answer: Answer) -> Answer:
    """Name another article in the script tag, as a cached fragment of its page does."""
    other = ArticleKey("/stories/storks/", "http://localhost/stories/storks/", "Storks")
    return _rewrite(b"<script defer", f'<script data-article="{sign(other)}" defer'.encode())(
        answer
    )


def name_untitled(answer: Answer) -> Answer:
    """Name the article in the script tag without its title, as the tag of an address does."""
    url = "http://localhost/stories/swifts/"
    own = ArticleKey(f"newspaper.story:{Story.objects.get().pk}", url, url)
    return _rewrite(b"<script defer", f'<script data-article="{sign(own)}" defer'.encode())(answer)


def name_path(answer: Answer) -> Answer:
    """Name the path of the page in the script tag, and not the object of the buttons."""
    url = "http://localhost/stories/swifts/"
    own = ArticleKey("/stories/swifts/", url, "Swifts")
    return _rewrite(b"<script defer", f'<script data-article="{sign(own)}" defer'.encode())(answer)


write_nonce = _rewrite(b"<script defer", b'<script nonce="abc" defer')
write_policy = _rewrite(
    b"<head>", b"""<head><meta http-equiv="Content-Security-Policy" content="connect-src 'none'">"""
)
hide_script = _rewrite(b"<script defer", b"<template defer")
double_script = _rewrite(b"</body>", b'<script data-events="/sharekit/events/"></script></body>')
hide_bars = _rewrite(b"data-sharekit=", b"data-hidden=")
forge_keys = _rewrite(b'data-sharekit="', b'data-sharekit="x')
add_comments = _rewrite(
    b"<article>",
    b'<i data-sharekit="x http://[ t:s"></i><i data-sharekit="x"></i>'
    b'<i data-sharekit="x https://a.example/ t:s"></i><article>',
)
