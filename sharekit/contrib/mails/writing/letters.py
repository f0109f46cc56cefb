"""Writes the letter of a message."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import msgspec
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from sharekit.contrib.mails.conf import options
from sharekit.contrib.mails.models import Mail, Message
from sharekit.contrib.mails.moments.registry import MOMENTS
from sharekit.contrib.mails.subscribing.addresses import find_stop_address
from sharekit.contrib.mails.writing import body, places
from sharekit.contrib.mails.writing.blocks import BLOCKS, Shown
from sharekit.contrib.mails.writing.grounds import GROUNDS
from sharekit.contrib.mails.writing.render import render
from sharekit.contrib.mails.writing.sender import find_site_name
from sharekit.contrib.mails.writing.sources import Source, find_source

BASE: Final = "sharekit_mails/letter.html"


class Letter(msgspec.Struct, frozen=True):
    """A subject in one line, a text, and the same as a whole HTML document.

    `stop_url` is the page where the receiver stops such mails, "" for a service mail. `notes` are
    sentences for the editor who looks at it.
    """

    subject: str
    text: str
    html: str
    stop_url: str = ""
    notes: tuple[str, ...] = ()


class Footer(msgspec.Struct, frozen=True):
    """The end of a letter: why a person gets it, who sends it, where it is stopped."""

    why: str
    imprint: list[str]
    stop_url: str


LETTERS: Final[dict[str, Callable[[Message], Letter]]] = {}
"""Functions that write a mail in code, by its short name; all others have texts of editors."""


SECRETS: Final[dict[str, Callable[[Message], dict[str, str]]]] = {}
"""Functions that return facts of a message which only its receiver may know, by the short name of
the mail: they are in no table, and nobody sees them in the admin."""


def write(message: Message) -> Letter:
    """Write the letter of a message in its language; raises ValueError if it cannot be written.

    Raises Skip if it has nothing to show.
    """
    mail = message.mail
    written = LETTERS.get(mail.slug)
    # What code writes speaks more languages than the site's text.
    source = find_source(mail, message.language, is_strict=written is not None)
    if source:
        return compose(message, source)
    if written:
        return written(message)
    raise ValueError(_("The mail “%(name)s” has no text.") % {"name": mail.name})


def compose(message: Message, source: Source) -> Letter:
    """Write the letter of a message from a text with places; raises as `write` does."""
    with translation.override(source.language):
        values = get_values(message)
        parts = body.parse(source.body, blocks=BLOCKS)
        shown = render(parts, values, message=message)
        subject = _write_subject(source.subject, values)
        return assemble(message, source.language, subject, shown, template=source.template)


def assemble(
    message: Message, language: str, subject: str, shown: Shown, *, template: str = ""
) -> Letter:
    """Put a text and its HTML into a whole letter: with its end, and the HTML in the base."""
    with translation.override(language or None):
        footer = find_footer(message)
        context = {
            **_list_facts(message),
            "subject": subject,
            "body": shown.html,
            "footer": footer,
            "site_name": find_site_name(message.mail),
            "language": translation.get_language(),
            "direction": "rtl" if translation.get_language_bidi() else "ltr",
        }
        html = render_to_string(template or BASE, context)
        text = "\n\n-- \n".join(filter(None, [shown.text.strip(), _write_end(footer)]))
        stop_url = footer.stop_url if footer else ""
        return Letter(subject, f"{text}\n", str(html), stop_url, shown.notes)


def get_values(message: Message) -> dict[str, str]:
    """Return the values of the places of a message; a fact that is missing is empty."""
    mail = message.mail
    facts = {name: body.clean(str(value)) for name, value in _list_facts(message).items()}
    missing = dict.fromkeys(list_names(mail), "")
    return {**missing, **facts, places.SITE_NAME: find_site_name(mail)}


def _list_facts(message: Message) -> dict[str, Any]:
    find = SECRETS.get(message.mail.slug)
    return {**message.facts, **(find(message) if find else {})}


def list_names(mail: Mail) -> list[str]:
    """Return the names of the places that a mail may have."""
    moment = MOMENTS.get(mail.moment)
    return [*(moment.facts if moment else ()), places.SITE_NAME]


def find_footer(message: Message) -> Footer | None:
    """Return the end of a letter, None for a service mail.

    Raises ValueError if the site has no page where such mails are stopped.
    """
    describe = GROUNDS.get(message.mail.kind)
    if describe is None:
        return None
    imprint = options.imprint.strip().splitlines()
    return Footer(describe(message), imprint, find_stop_address(message))


def _write_end(footer: Footer | None) -> str:
    if footer is None:
        return ""
    # The words of the button in the HTML.
    label = _("Stop these mails")
    stop = f"{label}:\n{footer.stop_url}"
    return "\n\n".join(filter(None, [footer.why, "\n".join(footer.imprint), stop]))


def _write_subject(subject: str, values: dict[str, str]) -> str:
    filled = places.fill(subject, values).strip()
    if len(filled.splitlines()) > 1 or not filled:
        raise ValueError(_("A subject is one line with words in it."))
    return filled
