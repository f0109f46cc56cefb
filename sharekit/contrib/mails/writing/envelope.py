"""Puts a letter into Django's message, with the headers that its kind needs."""

from __future__ import annotations

import uuid
from typing import Final
from urllib.parse import urlsplit

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


def build(message: Message, letter: Letter) -> EmailMultiAlternatives:
    """Build the mail: both parts, sender, Message-ID, and the way to stop marketing.

    Raises ValueError (as BadHeaderError is) for an address or a header that is not valid, and for
    a mail of more than 100 kB.
    """
    mail = message.mail
    if not normalise(message.address):
        raise ValueError(_("The address is not valid."))
    built = EmailMultiAlternatives(
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
    if mail.kind == Mail.Kind.MARKETING:
        headers |= {
            "List-Id": f"<{mail.topic}.{host}>",
            "List-Unsubscribe": f"<{letter.stop_url}>",
        }
        # RFC 8058 asks for HTTPS.
        if letter.stop_url.startswith("https://"):
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    elif mail.kind == Mail.Kind.ALERT:
        headers["Auto-Submitted"] = "auto-generated"
    return headers
