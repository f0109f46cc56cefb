"""Messages with invented facts, to see what a mail looks like."""

from __future__ import annotations

from typing import Any, Final

from django.core.exceptions import ImproperlyConfigured
from django.db import router, transaction
from django.template import TemplateSyntaxError

from sharekit.contrib.mails.models import Mail, Message
from sharekit.contrib.mails.moments.registry import MOMENTS
from sharekit.contrib.mails.writing.letters import Letter, compose, write
from sharekit.contrib.mails.writing.places import ADDRESS_ENDING
from sharekit.contrib.mails.writing.sources import Source
from sharekit.models import MAY_SEE

FAULTS: Final = (ValueError, TemplateSyntaxError, ImproperlyConfigured)
"""What says that a letter cannot be written, in a sentence for the editor or the developers."""
SAMPLE: Final = "reader@example.org"
"""The address of messages that are never sent."""


def may_see(mail: Mail, user: Any) -> bool:
    """Return whether a user may look at a mail: a letter to editors shows the figures of reports.

    Without a user it is somebody at the command line.
    """
    return user is None or mail.kind != Mail.Kind.ALERT or user.has_perm(MAY_SEE)


def make_message(mail: Mail, *, address: str, language: str = "", user: Any = None) -> Message:
    """Return a message that is in no outbox, with the user's name and invented facts."""
    moment = MOMENTS.get(mail.moment)
    facts = {name: _invent(name, user) for name in (moment.facts if moment else ())}
    return Message(mail=mail, address=address, facts=facts, language=language)


def draft(message: Message, source: Source | None = None) -> Letter:
    """Write a letter, from a text if one is given, and leave nothing behind.

    It makes no rows of campaign links. Raises as `write` does.
    """
    with transaction.atomic(using=router.db_for_write(Message)):
        try:
            return compose(message, source) if source else write(message)
        finally:
            transaction.set_rollback(True, using=router.db_for_write(Message))


def _invent(name: str, user: Any) -> str:
    if name in {"first_name", "last_name"} and (own := getattr(user, name, None)):
        return str(own)
    return "/" if name.endswith(ADDRESS_ENDING) else name.replace("_", " ")
