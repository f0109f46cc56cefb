"""Puts a letter into Django's message, with the headers that its kind needs."""

from __future__ import annotations

import email.policy
import uuid
from email.headerregistry import BaseHeader, HeaderRegistry, UnstructuredHeader
from email.policy import Policy
from typing import Any, Final
from urllib.parse import urlsplit

from django import VERSION
from django.core.mail import EmailMultiAlternatives
from django.utils.translation import gettext as _

from sharekit.contrib.mails.conf import options
from sharekit.contrib.mails.models import Mail, Message
from sharekit.contrib.mails.writing.letters import Letter
from sharekit.contrib.mails.writing.sender import get_sender
from sharekit.contrib.people import normalise
from sharekit.sites import find_origin

MOST_BYTES: Final = 100_000
"""Gmail cuts a letter off at 102 kB."""


class ListHeader(UnstructuredHeader, BaseHeader):
    """A header of addresses in angle brackets, which stays in one line.

    Python would encode a long one as words (RFC 2047), which mail programs do not decode there.
    """

    def fold(self, *, policy: Policy) -> str:
        """Return the whole header."""
        return f"{self.name}: {self}{policy.linesep}"


class LetterMessage(EmailMultiAlternatives):
    """Django's message, whose list headers are not encoded by Django 6.0 and later."""

    def message(self, **options: Any) -> Any:
        """Return the mail as Python's; `options` is the policy since Django 6.0."""
        given = {**_POLICY, **options}
        kept = {name: policy.clone(header_factory=_FACTORY) for name, policy in given.items()}
        return super().message(**kept)


_FACTORY: Final = HeaderRegistry()
for _name in ("List-Id", "List-Unsubscribe"):
    _FACTORY.map_to_type(_name, ListHeader)
_POLICY: Final[dict[str, Any]] = {} if VERSION < (6, 0) else {"policy": email.policy.default}


def build(message: Message, letter: Letter) -> EmailMultiAlternatives:
    """Build the mail: both parts, sender, Message-ID, and the way to stop marketing.

    Raises ValueError (as BadHeaderError is) for an address or a header that is not valid, and for
    a mail of more than 100 kB.
    """
    mail = message.mail
    if not normalise(message.address):
        raise ValueError(_("The address is not valid."))
    built = LetterMessage(
        subject=letter.subject,
        body=letter.text,
        from_email=get_sender(mail),
        to=[message.address],
        reply_to=[options.reply_to] if options.reply_to else None,
        headers=_list_headers(message, letter),
    )
    built.attach_alternative(letter.html, "text/html")
    size = len(built.message().as_bytes())
    if size > MOST_BYTES:
        raise ValueError(
            _("The mail has %(size)d kB; 100 kB are the most.") % {"size": -(-size // 1000)}
        )
    return built


def _list_headers(message: Message, letter: Letter) -> dict[str, str]:
    mail = message.mail
    host = urlsplit(find_origin(None, site=mail.site)).hostname or "localhost"
    name = message.message_id.strip("<>") or f"{uuid.uuid4().hex}@{host}"
    headers = {"Message-ID": f"<{name}>"}
    if letter.stop_url:
        headers["List-Unsubscribe"] = f"<{letter.stop_url}>"
        # RFC 8058 asks for HTTPS.
        if letter.stop_url.startswith("https://"):
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    if mail.kind == Mail.Kind.MARKETING:
        headers["List-Id"] = f"<{mail.topic}.{host}>"
    elif mail.kind == Mail.Kind.ALERT:
        headers["Auto-Submitted"] = "auto-generated"
    return headers
