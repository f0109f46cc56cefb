"""The mail that asks to confirm a subscription; its text is free of advertising."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from sharekit.contrib.mails.models import Message
from sharekit.contrib.mails.subscribing.addresses import get_confirm_address
from sharekit.contrib.mails.subscribing.confirmation import find_asked
from sharekit.contrib.mails.writing.letters import Letter, compose
from sharekit.contrib.mails.writing.sources import Source

FACTS: Final = ("topic", "wording", "confirm_url")


def find_button(message: Message) -> dict[str, str]:
    """Return the address of the button: only the owner of the mailbox may press it."""
    found = find_asked(message)
    return {"confirm_url": get_confirm_address(found)} if found else {}


def write_confirmation(message: Message) -> Letter:
    """Write the letter with the button, in the language of the subscription."""
    with override(message.language):
        button = _("Confirm the subscription")
        paragraphs = (
            _("This email address was entered at {site_name} to subscribe to “{topic}”."),
            f"[{button}]({{confirm_url}})",
            _("You agree to this:"),
            "{wording}",
            _("If you did not ask for it, do nothing. You will get no further mails."),
        )
        subject = _("Please confirm: {topic}")
        return compose(message, Source(message.language, subject, "\n\n".join(paragraphs)))
