"""A mail scanner: it opens every link of a mail, and every link of these pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import EmailMessage
from html import unescape
from http.client import HTTPResponse
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import Request, urlopen

ORIGIN = "https://news.example"
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_LINK = re.compile(r'(?:href|src|action)="([^"]+)"')
AGENT = "Mozilla/5.0 (compatible; a mail scanner)"


class Page(NamedTuple):
    status: int
    html: str
    cookie: str | None


class Scanner:
    """Opens pages of the site at the address of its server."""

    def __init__(self, server: str) -> None:
        self._server = server
        self.opened: dict[str, int] = {}

    def scan(self, mail: EmailMessage) -> None:
        """GET and HEAD every link of a mail in all its parts and headers, and two steps further."""
        waiting = set(list_links(mail))
        for _ in range(3):
            found: set[str] = set()
            for path in waiting - self.opened.keys():
                self.ask(path, method="HEAD")
                page = self.ask(path)
                self.opened[path] = page.status
                found |= {urljoin(path, unescape(each)) for each in _LINK.findall(page.html)}
            waiting = set(filter(None, map(parse_path, found)))

    def ask(self, path: str, *, method: str = "GET", body: dict[str, str] | None = None) -> Page:
        data = urlencode(body).encode() if body is not None else None
        headers = {"User-Agent": AGENT}
        if body is not None:
            headers["Origin"] = ORIGIN
        request = Request(self._server + path, data=data, headers=headers, method=method)
        try:
            with urlopen(request, timeout=10) as answer:
                return _read(answer)
        except HTTPError as error:
            return Page(error.code, error.read().decode(), None)

    def post(self, path: str, body: dict[str, str]) -> Page:
        return self.ask(path, method="POST", body=body)


def list_links(mail: EmailMessage) -> Iterator[str]:
    """Yield the paths of the site that a mail leads to, in text, HTML and headers."""
    texts = [
        str(part.get_content()) for part in mail.walk() if part.get_content_maintype() == "text"
    ]
    texts += [value for _name, value in mail.items()]
    for text in texts:
        for address in (*_ADDRESS.findall(text), *map(unescape, _LINK.findall(text))):
            if path := parse_path(address):
                yield path


def parse_path(address: str) -> str:
    """Return the path and query of an address of the site, "" for any other."""
    parts = urlsplit(address)
    own = f"{parts.scheme}://{parts.netloc}" in {ORIGIN, "://"}
    return (parts.path + (f"?{parts.query}" if parts.query else "")) if own else ""


def _read(answer: HTTPResponse) -> Page:
    return Page(
        answer.status, answer.read().decode(errors="replace"), answer.getheader("Set-Cookie")
    )
