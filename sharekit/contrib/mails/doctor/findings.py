"""Mails that cannot be sent, and messages that wait for somebody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sharekit.contrib.mails.models import Mail, Message, Occurrence
from sharekit.contrib.mails.moments.registry import MOMENTS
from sharekit.extensions import Finding
from sharekit.formats import format_number
from sharekit.nearest import suggest

_LATE: Final = timedelta(hours=1)
_RECENT: Final = timedelta(minutes=10)
"""Marketing is sent slowly, so it only waits too long if no worker has sent any for a while."""
_NEWS: Final = timedelta(days=7)
"""How long refused messages are reported."""
State = Message.State


def examine() -> Iterator[Finding]:
    """Look at the mails that are on, and at what waits."""
    mails = Mail.objects.filter(is_on=True).order_by("pk")
    findings = [*_examine_mails(mails), *_examine_messages()]
    yield from findings
    if not any(finding.level == "problem" for finding in findings) and Mail.objects.exists():
        yield Finding("ok", _("All mails that are on have a moment."))


def _examine_mails(mails: QuerySet[Mail]) -> Iterator[Finding]:
    if not Mail.objects.exists():
        yield Finding(
            "hint", _("There is no mail yet."), _("Add one in the admin: Mails, Mails, Add.")
        )
    announced = set(Occurrence.objects.values_list("moment", flat=True))
    for mail in mails:
        named = {"slug": mail.slug, "moment": mail.moment}
        if mail.moment not in MOMENTS:
            yield Finding(
                "problem",
                _("The mail %(slug)s waits for the moment %(moment)s, which no app declares.")
                % named,
                suggest(mail.moment, MOMENTS),
            )
        elif mail.moment not in announced:
            yield Finding(
                "hint",
                _("The mail %(slug)s waits for the moment %(moment)s, which never happened.")
                % named,
                _("Call happened() in your code, or run sharekit_run mails-find."),
            )


def _examine_messages() -> Iterator[Finding]:
    if count := _count_late():
        sentence = ngettext(
            "%(count)s message should have been sent an hour ago.",
            "%(count)s messages should have been sent an hour ago.",
            count,
        )
        step = _("Start Celery's worker and beat, or manage.py sharekit_send --watch.")
        yield Finding("problem", sentence % {"count": format_number(count)}, step)
    if count := Message.objects.filter(state=State.UNKNOWN).exclude(address="").count():
        sentence = ngettext(
            "Of %(count)s message nobody knows whether the mail server took it.",
            "Of %(count)s messages nobody knows whether the mail server took them.",
            count,
        )
        step = _("Look at the log of the mail server. In the admin they can be sent again.")
        yield Finding("hint", sentence % {"count": format_number(count)}, step)
    since = timezone.now() - _NEWS
    if count := Message.objects.filter(state=State.FAILED, ended_at__gte=since).count():
        sentence = ngettext(
            "%(count)s message was refused within the last 7 days.",
            "%(count)s messages were refused within the last 7 days.",
            count,
        )
        step = _("Read the reasons in the admin.")
        yield Finding("hint", sentence % {"count": format_number(count)}, step)


def _count_late() -> int:
    """Return how many messages wait for a worker, not for a pause or a place in the minute."""
    now = timezone.now()
    late = Message.objects.filter(state=State.WAITING, due_at__lt=now - _LATE)
    marketing = Message.objects.filter(
        mail__kind=Mail.Kind.MARKETING, claimed_at__range=(now - _RECENT, now)
    )
    if marketing.exists():
        late = late.exclude(mail__kind=Mail.Kind.MARKETING)
    return late.count()
