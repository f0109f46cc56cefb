"""Sends an editor a mail to look at, without an entry in the outbox."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from sharekit.contrib.mails.editing.outcome import Outcome
from sharekit.contrib.mails.editing.samples import FAULTS, SAMPLE, draft, make_message, may_see
from sharekit.contrib.mails.exceptions import Skip
from sharekit.contrib.mails.models import Mail
from sharekit.contrib.mails.outbox.line import Line, get_alias
from sharekit.contrib.mails.subscribing.permission import REASONS
from sharekit.contrib.mails.writing.envelope import build
from sharekit.contrib.mails.writing.letters import Letter, write
from sharekit.contrib.people import normalise


def write_test(mail: Mail, *, language: str = "") -> Letter:
    """Write a mail with invented facts, and leave nothing behind; raises as `write` does."""
    return draft(make_message(mail, address=SAMPLE, language=language))


def send_test(mail: Mail, address: str, *, language: str = "", user: Any = None) -> Outcome:
    """Send a mail with invented facts to one address, through the mailer of its kind."""
    if not may_see(mail, user):
        sentence = _("Only those who may see the reports may look at this letter.")
        return Outcome(happened=False, sentence=sentence)
    if not normalise(address):
        return Outcome(happened=False, sentence=_("Your account has no valid mail address."))
    message = make_message(mail, address=address, language=language, user=user)
    try:
        letter = build(message, write(message))
        line = Line(get_alias(mail.kind))
    except Skip as skip:
        return Outcome(happened=False, sentence=str(REASONS.get(skip.reason, skip.reason)))
    except (*FAULTS, LookupError) as error:
        return Outcome(happened=False, sentence=str(error))
    answer = line.send(letter)
    line.close()
    if answer.state != "sent":
        sentence = _("The mail server did not take it: %(reason)s")
        return Outcome(happened=False, sentence=sentence % {"reason": answer.reason})
    return Outcome(happened=True, sentence=_("Sent to %(address)s.") % {"address": address})
