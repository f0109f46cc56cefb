"""Mails to the addresses of NOTIFY: a customer waits, or an account does not work."""

from __future__ import annotations

import logging

from django.core.mail import send_mail
from django.utils.translation import gettext as _

from sharekit import log
from sharekit.contrib.bots.conf import options
from sharekit.contrib.bots.models import Conversation


def notice_account(account: str, error: str) -> None:
    """Say that a platform refuses an account."""
    _send(
        _("The account %(account)s does not work") % {"account": account},
        _("The platform refuses it, so answers wait: %(error)s") % {"error": error},
    )


def notice_waiting(conversation: Conversation) -> None:
    """Say that a customer waits for a person; what was written is only in the admin."""
    _send(
        _("A customer of %(bot)s waits for you") % {"bot": conversation.bot.name},
        _("Open Waiting for a person in the admin to answer."),
    )


def _send(subject: str, body: str) -> None:
    """Send a mail by the site's sender. One that fails is logged: the admin shows the same."""
    if not options.notify:
        return
    try:
        send_mail(subject, body, None, options.notify)
    except Exception as error:  # noqa: BLE001 - backends raise what their libraries do
        log.write_throttled(logging.ERROR, "No mail could be sent to NOTIFY.", error=error)
