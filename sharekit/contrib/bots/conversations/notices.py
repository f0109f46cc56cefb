"""Mails to the addresses of NOTIFY: a customer waits, or an account does not work."""

from __future__ import annotations

import logging
from typing import Any

from django.core.mail import send_mail
from django.utils.translation import gettext as _

from sharekit import log
from sharekit.contrib.bots.conf import options
from sharekit.contrib.bots.models import Conversation
from sharekit.contrib.bots.signals import handed_over


def connect() -> None:
    """Write a mail whenever a conversation begins to wait for a person."""
    handed_over.connect(_notice_waiting, dispatch_uid="sharekit_bots")


def notice_account(account: str, error: str) -> None:
    """Say that a platform refuses an account."""
    _send(
        _("The account %(account)s does not work") % {"account": account},
        _("The platform refuses it, so answers wait: %(error)s") % {"error": error},
    )


def _notice_waiting(*, conversation: Conversation, **signal: Any) -> None:
    """Say that a customer waits; what was written is only in the admin."""
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
