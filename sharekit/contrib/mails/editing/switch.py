"""Switches a mail on and off."""

from __future__ import annotations

from django.utils.translation import gettext as _

from sharekit.contrib.mails.editing.checklist import list_steps
from sharekit.contrib.mails.editing.outcome import Outcome
from sharekit.contrib.mails.models import Mail


def switch_on(mail: Mail) -> Outcome:
    """Send the mail from now on, if all required steps of the checklist are done."""
    for step in list_steps(mail):
        if step.is_required and not step.is_done:
            return Outcome(happened=False, sentence=step.fix)
    return _switch(mail, is_on=True, sentence=_("The mail is on. It is sent from now on."))


def switch_off(mail: Mail) -> Outcome:
    """Send the mail no more; messages that wait are skipped."""
    return _switch(mail, is_on=False, sentence=_("The mail is off. Nothing more is sent."))


def _switch(mail: Mail, *, is_on: bool, sentence: str) -> Outcome:
    is_changed = Mail.objects.filter(pk=mail.pk, is_on=not is_on).update(is_on=is_on)
    mail.refresh_from_db()
    return Outcome(bool(is_changed), sentence if is_changed else _("Nothing has changed."))
