"""Reads a site over HTTP and shares its articles, as the script in a page would."""

import json
import re
from dataclasses import dataclass
from email.message import Message
from html import unescape
from urllib.error import HTTPError
from urllib.parse import urljoin
from urllib.request import Request, urlopen

from sharekit import tokens

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0"


@dataclass(frozen=True)
class Page:
    """A page that was read: its address, its headers, its bytes."""

    address: str
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        """Return the HTML."""
        return self.body.decode()

    @property
    def keys(self) -> list[str]:
        """Return the keys of the articles that the page has bars of."""
        return [unescape(key) for key in re.findall(r' data-sharekit="([^"]+)"', self.text)]

    @property
    def events(self) -> str:
        """Return the address to which the page's script sends events."""
        [path] = re.findall(r' data-events="([^"]+)"', self.text)
        return urljoin(self.address, unescape(path))


def read(address: str) -> Page:
    """Read a page."""
    with urlopen(Request(address, headers={"User-Agent": FIREFOX})) as answer:
        return Page(address, answer.headers, answer.read())


def send(page: Page, *events: dict[str, object], key: str | None = None, address: str = "") -> int:
    """Send events of a page's first article, or of the one with that key; give the status.

    With an address they come through a proxy.
    """
    body = json.dumps({"article": key or page.keys[0], "events": events}).encode()
    headers = {"User-Agent": FIREFOX, "Content-Type": "text/plain"}
    if address:
        headers["X-Forwarded-For"] = address
    request = Request(page.events, body, headers)
    try:
        with urlopen(request) as answer:
            return int(answer.status)
    except HTTPError as error:
        with error:
            return error.code


def share(page: Page) -> str:
    """Share the page's first article through WhatsApp; give the token that the link carries."""
    token = tokens.mint("w")
    assert send(page, {"kind": "share", "channel": "whatsapp", "token": token}) == 204
    return token


def arrive(page: Page, token: str) -> None:
    """Come to the page through a shared link."""
    event = {"kind": "view", "entry": True, "token": token, "id": tokens.mint("x")}
    assert send(page, event) == 204
