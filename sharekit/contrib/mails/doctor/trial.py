"""Sends the site a mail by each of its mail servers, and stops it as mail programs do."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.utils import parseaddr

from django.conf import global_settings
from django.conf import settings as django_settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from sharekit.conf import settings
from sharekit.contrib.mails.conf import options
from sharekit.contrib.mails.doctor import letter
from sharekit.contrib.mails.doctor.one_click import press
from sharekit.contrib.mails.models import Mail
from sharekit.contrib.mails.outbox.answers import Answer
from sharekit.contrib.mails.outbox.line import Line, get_alias
from sharekit.contrib.mails.subscribing.consent import clean_address
from sharekit.contrib.mails.writing.sender import get_sender
from sharekit.extensions import Finding, Trial


def try_mails(trial: Trial) -> Iterator[Finding]:
    """Open each mail server, send a mail by it, and stop the one that readers can stop."""
    if not settings.hash_key:
        yield Finding(
            "problem",
            _("SHAREKIT['HASH_KEY'] is not set, so no mail can be sent."),
            _("Set it to a secret of 32 characters or more, and never change it."),
        )
        return
    address = clean_address(trial.to or _find_own_address())
    if not address and trial.to:
        yield Finding("problem", _("%(to)s is not a mail address.") % {"to": trial.to})
    elif not address:
        yield Finding(
            "hint",
            _("The doctor sent no mail, because the site has no address of its own."),
            _("Set FROM in SHAREKIT['MAILS'], or give an address: --to ADDRESS."),
        )
    with letter.leave_no_trace():
        for kind in _list_kinds():
            yield from _try_server(kind, address, trial)


def _find_own_address() -> str:
    """Return the sender of the site, "" if nobody has set one."""
    sender = options.sender or django_settings.DEFAULT_FROM_EMAIL
    return "" if sender == global_settings.DEFAULT_FROM_EMAIL else parseaddr(sender)[1]


def _list_kinds() -> list[str]:
    """Return one kind of mail for each mail server and sender; marketing, where a site has it."""
    has_marketing = Mail.objects.filter(is_on=True, kind=Mail.Kind.MARKETING).exists()
    # Alerts go the way of service mails.
    kinds = [Mail.Kind.SERVICE.value]
    if options.topics or has_marketing:
        kinds.append(Mail.Kind.MARKETING.value)
    return [*{(get_alias(kind), get_sender(Mail(kind=kind))): kind for kind in kinds}.values()]


def _try_server(kind: str, address: str, trial: Trial) -> Iterator[Finding]:
    alias = get_alias(kind)
    try:
        line = Line(alias)
        line.open()
    except Exception as error:  # noqa: BLE001 - backends raise what their libraries do
        yield Finding(
            "problem",
            _("The mail server of %(name)s cannot be used (%(error)s).")
            % {"name": alias, "error": type(error).__name__},
            _("Look at Django's settings of mails: MAILERS, or EMAIL_HOST and its neighbours."),
        )
        return
    try:
        if address:
            yield from _send(line, kind, address, trial)
    finally:
        line.close()


def _send(line: Line, kind: str, address: str, trial: Trial) -> Iterator[Finding]:
    try:
        mail = letter.write(kind, address)
        content = mail.message().as_bytes()
    except ValueError as error:
        yield Finding(
            "problem", _("The doctor's mail cannot be written: %(error)s") % {"error": error}
        )
        return
    answer = line.send(mail)
    yield _explain(answer, mail, is_own=not trial.to)
    stop = message_from_bytes(content, policy=policy.default)["List-Unsubscribe"]
    if answer.state == "sent" and stop:
        yield from press(
            str(stop).strip(" <>"), is_over_http=trial.is_over_http, is_stopped=letter.is_stopped
        )


def _explain(answer: Answer, mail: EmailMessage, *, is_own: bool) -> Finding:
    """Return what the answer of a mail server means."""
    values = {"to": mail.to[0], "sender": mail.from_email, "reason": answer.reason}
    if answer.state == "sent":
        return Finding("ok", _("The mail server took a mail from %(sender)s to %(to)s.") % values)
    if answer.is_bounce:
        sentence = _("The mailbox %(to)s does not exist (%(reason)s).")
        step = _("Create the mailbox, or let the doctor write to another one: --to ADDRESS.")
        # A sender need not have a mailbox, but then answers are lost.
        return Finding("hint" if is_own else "problem", sentence % values, step)
    if answer.state == "unknown":
        sentence = _("Nobody knows whether the mail server took the mail to %(to)s (%(reason)s).")
        return Finding("problem", sentence % values, _("Look at the log of the mail server."))
    return Finding(
        "problem",
        _("The mail server refused a mail from %(sender)s to %(to)s (%(reason)s).") % values,
        _("Look at the log of the mail server: it may refuse the sender, or ask for a login."),
    )
