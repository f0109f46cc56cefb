"""Writes letters for tests, and reads a mail back from its bytes as a mail program does."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Any, NamedTuple

import django

from sharekit.contrib.mails.models import Mail, MailText, Message
from sharekit.contrib.mails.writing.envelope import build
from sharekit.contrib.mails.writing.letters import Letter, write

ADDRESS = "ann@mail.example"
_URL = re.compile(r"(?:https?://|mailto:)\S+")


def make_mail(
    body: str, *, subject: str = "Your order", language: str = "en", **fields: Any
) -> Mail:
    """Create a mail with a text."""
    defaults = {"slug": "thanks", "name": "Thanks", "moment": "ordered"}
    if fields.get("kind") == "marketing":
        defaults["topic"] = "weekly"
    mail = Mail.objects.create(**{**defaults, **fields})
    MailText.objects.create(mail=mail, language=language, subject=subject, body=body)
    return mail


def make_message(
    mail: Mail, *, language: str = "en", address: str = ADDRESS, **facts: Any
) -> Message:
    """Return a message to Ann."""
    return Message(
        mail=mail, address=address, facts=facts, language=language, message_id="<abc@shop.example>"
    )


def write_letter(
    body: str, *, kind: str = "service", subject: str = "Your order", **facts: Any
) -> Letter:
    """Write a letter with such a text."""
    return write(make_message(make_mail(body, kind=kind, subject=subject), **facts))


class Parsed(NamedTuple):
    """A mail as the server took it."""

    mail: EmailMessage
    text: str
    html: str


def to_bytes(message: Message) -> bytes:
    """Return the mail of a message as Django's SMTP backend hands it over."""
    built: Any = build(message, write(message))
    options = {} if django.VERSION < (6, 0) else {"policy": policy.SMTP}
    return bytes(built.message(**options).as_bytes())


def parse(message: Message) -> Parsed:
    """Write and build the mail of a message, and read it back from its bytes."""
    raw = to_bytes(message)
    assert max(len(line) for line in raw.splitlines()) <= 998
    mail = message_from_bytes(raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return Parsed(mail, *split(mail))


def split(mail: EmailMessage) -> tuple[str, str]:
    """Return the text and the HTML of a mail."""
    parts = [part for part in mail.walk() if not part.is_multipart()]
    assert [part.get_content_type() for part in parts] == ["text/plain", "text/html"]
    text, html = (part.get_content().replace("\r\n", "\n") for part in parts)
    return text, html


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name == "href"]


def list_links(html: str) -> list[str]:
    """Return the addresses of the links in an HTML document, in order."""
    reader = _Links()
    reader.feed(html)
    return reader.found


def list_addresses(text: str) -> list[str]:
    """Return the addresses in a plain text, in order."""
    return _URL.findall(text)
