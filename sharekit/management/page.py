"""What the doctor sees when it opens a page and sends an event, as a browser does."""

from __future__ import annotations

import re
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from html.parser import HTMLParser
from http.client import HTTPException
from typing import Any, Final, Protocol
from urllib.error import HTTPError
from urllib.parse import quote, urljoin, urlsplit

import msgspec
from django.conf import settings as django_settings
from django.test import Client
from django.utils.translation import gettext as _

from sharekit import keys
from sharekit.events import OLDEST
from sharekit.exceptions import Refused
from sharekit.keys import ArticleKey
from sharekit.management.findings import Finding

AGENT: Final = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 "
    "Safari/537.36"
)
"""A browser's, since agents of programs are ignored."""
_TIMEOUT: Final = 10.0
"""Seconds that an answer over HTTP may take."""
_MOST: Final = 4_000_000
"""Bytes that an answer may have."""
_JSON: Final = "text/plain;charset=UTF-8"
"""The type that fetch gives to a text."""
_UNSEEN: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
"""What a terminal would obey."""
_HEAD: Final = 200
"""Characters of a sentence of the site's that are shown."""


class Reply(msgspec.Struct, frozen=True):
    """An answer of the site: status, headers by their names in lower case, and the text."""

    status: int
    headers: Mapping[str, str]
    text: str


class Transport(Protocol):
    """How requests reach the site; no redirect is followed."""

    def get(self, url: str) -> Reply:
        """Return the answer to a GET of an absolute address; OSError when there is none."""

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        """Return the answer to a POST; OSError when there is none."""


class Middleware:
    """Through the site's whole middleware, in this process."""

    def __init__(self) -> None:
        self._client = Client(enforce_csrf_checks=True, raise_request_exception=False)

    def get(self, url: str) -> Reply:
        """Return the answer to a GET."""
        return self._ask("GET", url, b"", {})

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        """Return the answer to a POST."""
        return self._ask("POST", url, body, headers)

    def _ask(self, method: str, url: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        parts = urlsplit(url)
        answer: Any = self._client.generic(
            method,
            f"{parts.path}?{parts.query}" if parts.query else parts.path,
            body,
            _JSON,
            secure=parts.scheme == "https",
            headers={"host": parts.netloc, "user-agent": AGENT, **headers},
        )
        content = b"".join(answer) if answer.streaming else answer.content
        names = {name.lower(): value for name, value in answer.items()}
        return Reply(answer.status_code, names, content.decode(errors="replace"))


class Http:
    """Over HTTP, past every proxy and server before the site."""

    def __init__(self) -> None:
        self._opener = urllib.request.build_opener(_Stay)

    def get(self, url: str) -> Reply:
        """Return the answer to a GET."""
        return self._ask(urllib.request.Request(url))  # noqa: S310 - the command checks it

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        """Return the answer to a POST."""
        headers = {**headers, "Content-Type": _JSON}
        return self._ask(urllib.request.Request(url, body, headers))  # noqa: S310 - see above

    def _ask(self, request: urllib.request.Request) -> Reply:
        request.add_header("User-Agent", AGENT)
        if urlsplit(request.full_url).scheme not in {"http", "https"}:
            raise OSError(_("only http and https addresses are opened"))
        try:
            answer = self._opener.open(request, timeout=_TIMEOUT)
        except HTTPError as error:
            answer = error
        with answer:
            names = {name.lower(): value for name, value in answer.headers.items()}
            return Reply(answer.status, names, _read_text(answer))


def _read_text(answer: Any) -> str:
    """Return an answer's text; OSError when it is too long, or takes too long."""
    end = time.monotonic() + _TIMEOUT
    text = b""
    while piece := answer.read1(65536):
        text += piece
        if len(text) > _MOST or time.monotonic() > end:
            raise OSError(_("its answer is too long, or takes too long"))
    return text.decode(errors="replace")


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """Follow nothing: browsers do not either when they send events."""


class _Reader(HTMLParser):
    """Finds the script tags and the keys of the bars in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[dict[str, str]] = []
        self.keys: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take a tag."""
        attributes = {name: value or "" for name, value in attrs}
        if tag == "script" and "data-events" in attributes:
            self.scripts.append(attributes)
        if attributes.get("data-sharekit"):
            self.keys.append(attributes["data-sharekit"])


def check_page(url: str, *, transport: Transport, serves_files: bool) -> Iterator[Finding]:
    """Open a page, look for bar and script, and post an event that is too old to be stored.

    `serves_files` says that static files can be asked for in the same way.
    """
    try:
        page = transport.get(url)
        if page.status != 200:
            yield _explain(page, url)
            return
        reader = _Reader()
        reader.feed(page.text)
        yield from _check_tags(reader, url)
        if len(reader.scripts) != 1 or not reader.keys:
            return
        [script] = reader.scripts
        key = _choose_key(script, reader.keys)
        yield from _check_events(transport, urljoin(url, script["data-events"]), key, url)
        yield from _check_rest(transport, url, script, key)
        if serves_files:
            yield from _check_file(transport, urljoin(url, script.get("src", "")))
    except (OSError, HTTPException, ValueError) as error:
        yield Finding(
            "problem",
            _("%(url)s does not answer as it should: %(error)s")
            % {"url": url, "error": _UNSEEN.sub(" ", str(error))[:_HEAD]},
            _("Start the web server, or give an address that this machine reaches."),
        )


def _check_tags(reader: _Reader, url: str) -> Iterator[Finding]:
    if not reader.keys:
        yield Finding(
            "problem",
            _("There are no share buttons on %(url)s.") % {"url": url},
            _("Put {% share_buttons article %} there, or give a page that has it by --url."),
        )
    if not reader.scripts:
        yield Finding(
            "problem",
            _("The script tag is missing on %(url)s.") % {"url": url},
            _("Put {% sharekit_script %} before </body>."),
        )
    elif len(reader.scripts) > 1:
        yield Finding(
            "problem",
            _("The script tag is on %(url)s more than once.") % {"url": url},
            _("Keep one {% sharekit_script %} a page."),
        )
    articles = [article for key in reader.keys if (article := _read_key(key))]
    hosts = {urlsplit(article.address).netloc for article in articles}
    if hosts and urlsplit(url).netloc not in hosts:
        yield Finding(
            "hint",
            _("The links of %(url)s lead to another host: %(address)s.")
            % {"url": url, "address": articles[0].address},
            _("Set SITE_URL to the public origin of the site."),
        )


def _read_key(key: str) -> ArticleKey | None:
    try:
        return keys.read(key)
    except Refused:
        return None


def _choose_key(script: Mapping[str, str], found: Sequence[str]) -> str:
    """Return the key of the page's own article: a comment may hold others that are not valid."""
    named = [script.get("data-article", ""), *found]
    return next((key for key in named if _read_key(key)), found[0])


def _check_events(transport: Transport, events: str, key: str, url: str) -> Iterator[Finding]:
    parts = urlsplit(url)
    origin = f"{parts.scheme}://{parts.netloc}"
    event = {"kind": "view", "age": OLDEST + 1}
    body = msgspec.json.encode({"article": key, "events": [event]})
    reply = transport.post(events, body, {"Origin": origin})
    is_own = reply.headers.get("x-sharekit")
    if is_own and reply.status == 204:
        yield Finding("ok", _("%(url)s takes events of %(page)s.") % {"url": events, "page": url})
    elif is_own and reply.status == 403:
        yield Finding(
            "problem",
            _("The key on %(url)s was not signed with the SECRET_KEY of %(events)s.")
            % {"url": url, "events": events},
            _("Give all processes the same SECRET_KEY, and purge cached pages."),
        )
    elif reply.status == 403 and _read_error(reply):
        yield Finding(
            "problem",
            _("%(url)s refuses events of pages of %(origin)s: %(error)s")
            % {"url": events, "origin": origin, "error": _read_error(reply)},
            _("Set SITE_URL to %(origin)s, or let the proxy pass the Host that browsers send.")
            % {"origin": origin},
        )
    else:
        yield _explain(reply, events)


def _check_rest(
    transport: Transport, url: str, script: Mapping[str, str], key: str
) -> Iterator[Finding]:
    menu = urljoin(url, script.get("data-parts", "")) + quote(key, safe="")
    reply = transport.get(menu)
    if reply.status != 200 or "sharekit-menu" not in reply.text:
        yield _explain(reply, menu.partition("?")[0])
    for name in ("health/", "ready/"):
        address = urljoin(urljoin(url, script["data-events"]), f"../{name}")
        reply = transport.get(address)
        # 503 is what they say when something is wrong.
        if reply.status not in {200, 503}:
            yield _explain(reply, address)


def _check_file(transport: Transport, src: str) -> Iterator[Finding]:
    reply = transport.get(src)
    if reply.status != 200 or "javascript" not in reply.headers.get("content-type", ""):
        yield Finding(
            "problem",
            _("The script is not served at %(url)s: %(status)s %(type)s.")
            % {
                "url": src,
                "status": reply.status,
                "type": reply.headers.get("content-type", ""),
            },
            _("Run manage.py collectstatic, and serve STATIC_ROOT at STATIC_URL."),
        )


def _explain(reply: Reply, url: str) -> Finding:
    """Return what an answer means that is not the one of the view."""
    place = {"url": url, "status": reply.status}
    location = reply.headers.get("location", "")
    if location:
        step = _("Leave sharekit's addresses out of what redirects them.")
        if "login" in location or location.startswith(str(django_settings.LOGIN_URL)):
            step = _("Let readers who are not logged in open it: a middleware asks for a login.")
        sentence = _("%(url)s is redirected to %(location)s.")
        return Finding(
            "problem", sentence % {**place, "location": _UNSEEN.sub(" ", location)[:_HEAD]}, step
        )
    if reply.status == 401:
        return Finding(
            "problem",
            _("%(url)s asks for a password, which the script does not send.") % place,
            _("Leave sharekit's addresses out of the password protection."),
        )
    if reply.status >= 500:
        return Finding(
            "problem",
            _("%(url)s fails with status %(status)s.") % place,
            _("The log of the web server says why."),
        )
    return Finding(
        "problem",
        _("Another view or server answers at %(url)s, with status %(status)s.") % place,
        _("Put include('sharekit.urls') before patterns that take every address."),
    )


def _read_error(reply: Reply) -> str:
    """Return the sentence of an answer of collect, "" of any other."""
    try:
        answer = msgspec.json.decode(reply.text, type=dict[str, str])
    except msgspec.DecodeError:
        return ""
    return answer.get("error", "")[:_HEAD]
