"""How the doctor requests pages: in this process, or over HTTP, as a browser does."""

from __future__ import annotations

import base64
import re
import time
import urllib.request
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any, Final, Protocol
from urllib.error import HTTPError
from urllib.parse import unquote, urlsplit

import msgspec
from django.test import Client
from django.utils.translation import gettext as _

from sharekit import paths
from sharekit.conf import settings
from sharekit.drafts import shows_draft
from sharekit.origins import normalise

AGENT: Final = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 "
    "Safari/537.36"
)
"""A browser's agent, because agents of programs are ignored."""
NO_ANSWER: Final = (OSError, HTTPException, ValueError)
"""The errors for a missing or malformed response."""
_TIMEOUT: Final = 10.0
"""Seconds for a response over HTTP."""
_MOST: Final = 4_000_000
"""The most bytes of a response."""
_JSON: Final = "text/plain;charset=UTF-8"
"""The content type that fetch uses for text."""
_ADDRESS: Final = re.compile(r"(https?://)(?:([^/?#]*)@)?(.*)", re.DOTALL)


class Reply(msgspec.Struct, frozen=True):
    """A response of the site: status, headers by lower-case names, and the text.

    `is_draft` says that its request counts as one for a draft; over HTTP that is unknown, so False.
    """

    status: int
    headers: Mapping[str, str]
    text: str
    is_draft: bool = False


class Transport(Protocol):
    """Sends requests to the site; redirects are not followed."""

    def get(self, url: str) -> Reply:
        """Return the response to a GET of an absolute address; OSError if none comes."""

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        """Return the response to a POST; OSError if none comes."""


class Middleware:
    """Requests through the site's whole middleware, in this process."""

    def __init__(self) -> None:
        self._client = Client(enforce_csrf_checks=True, raise_request_exception=False)

    def get(self, url: str) -> Reply:
        """Return the response to a GET."""
        return self._ask("GET", url, b"", {})

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        """Return the response to a POST."""
        return self._ask("POST", url, body, headers)

    def _ask(self, method: str, url: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        parts = urlsplit(url)
        answer: Any = self._client.generic(
            method,
            paths.remove_prefix(f"{parts.path}?{parts.query}" if parts.query else parts.path),
            body,
            _JSON,
            secure=parts.scheme == "https",
            headers={"host": parts.netloc, "user-agent": AGENT, **headers},
        )
        content = b"".join(answer) if answer.streaming else answer.content
        names = {name.lower(): value for name, value in answer.items()}
        return Reply(
            answer.status_code,
            names,
            content.decode(errors="replace"),
            is_draft=shows_draft(answer.wsgi_request),
        )


class Http:
    """Requests over HTTP, through every proxy and server in front of the site.

    `login` is `name:password` for Basic auth. As in a browser, only the origin of the page gets it:
    with every GET, and with events if CREDENTIALS allows it.
    """

    def __init__(self, *, page: str, login: str) -> None:
        self._opener = urllib.request.build_opener(_Stay)
        self._page = page
        self._login = login

    def get(self, url: str) -> Reply:
        """Return the response to a GET."""
        return self._ask(urllib.request.Request(url))  # noqa: S310 - the command checks it

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        """Return the response to a POST."""
        headers = {"Content-Type": _JSON, **headers}
        return self._ask(urllib.request.Request(url, body, headers))  # noqa: S310 - see above

    def _ask(self, request: urllib.request.Request) -> Reply:
        request.add_header("User-Agent", AGENT)
        if (
            self._login
            and self._is_own(request.full_url)
            and (request.data is None or settings.credentials == "same-origin")
        ):
            token = base64.b64encode(self._login.encode()).decode()
            request.add_header("Authorization", f"Basic {token}")
        if urlsplit(request.full_url).scheme not in {"http", "https"}:
            raise OSError(_("only http and https addresses can be opened"))
        try:
            answer = self._opener.open(request, timeout=_TIMEOUT)
        except HTTPError as error:
            answer = error
        with answer:
            names: dict[str, str] = {}
            for name, value in answer.headers.items():
                # Lines of one header are one list (RFC 9110, 5.3): a policy may come in several.
                names[name.lower()] = ", ".join(filter(None, (names.get(name.lower()), value)))
            return Reply(answer.status, names, _read_text(answer))

    def _is_own(self, url: str) -> bool:
        return normalise(url) == normalise(self._page)


def _read_text(answer: Any) -> str:
    """Return a response's text; OSError if it is too long, or takes too long."""
    end = time.monotonic() + _TIMEOUT
    text = b""
    while piece := answer.read1(65536):
        text += piece
        if len(text) > _MOST or time.monotonic() > end:
            raise OSError(_("the response is too long, or takes too long"))
    return text.decode(errors="replace")


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """Follow no redirects, as browsers do when they send events."""


def split_login(url: str) -> tuple[str, str] | None:
    """Return an http address without its `name:password@`, and these two, "" if it has none.

    None for any other address.
    """
    parts = _ADDRESS.fullmatch(url)
    return parts and (parts[1] + parts[3], unquote(parts[2] or ""))
