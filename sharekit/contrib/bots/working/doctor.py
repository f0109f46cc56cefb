"""The doctor's findings: accounts that do not work, and customers who wait."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sharekit.contrib.bots.models import AccountState, Bot, Conversation, Incoming, Outgoing
from sharekit.contrib.bots.platforms.accounts import find_platform, list_accounts
from sharekit.contrib.bots.platforms.protocol import Account, Platform
from sharekit.contrib.bots.sending.http import Line
from sharekit.extensions import Finding
from sharekit.formats import format_number

_LATE: Final = timedelta(minutes=2)
_NEWS: Final = timedelta(days=7)
"""How long answers that failed are reported."""
State = Outgoing.State


def examine() -> Iterator[Finding]:
    """Look at accounts and bots, and at what waits. Accounts are asked over the network."""
    findings = [*_examine_bots(), *_examine_accounts(), *_examine_messages()]
    yield from findings
    if list_accounts() and not any(finding.level == "problem" for finding in findings):
        yield Finding("ok", _("All accounts of bots work."))


def _examine_bots() -> Iterator[Finding]:
    if not Bot.objects.exists():
        yield Finding(
            "hint", _("There is no bot yet."), _("Add one in the admin, or run sharekit_bot_load.")
        )
    served = {slug for bot in _list_live() for slug in bot.accounts}
    for account in list_accounts():
        if account.slug not in served:
            yield Finding(
                "problem",
                _("No live bot answers on the account %(account)s.") % {"account": account.slug},
                _("Choose the account in a bot, and publish the bot."),
            )


def _list_live() -> list[Bot]:
    return list(Bot.objects.filter(state=Bot.State.LIVE, edition__isnull=False))


def _examine_accounts() -> Iterator[Finding]:
    states = {state.account: state for state in AccountState.objects.all()}
    with Line() as line:
        for account in list_accounts():
            if platform := find_platform(account.platform):
                yield from _inspect(account, platform, line)
            yield from _read_state(account, states.get(account.slug))


def _inspect(account: Account, platform: Platform, line: Line) -> Iterator[Finding]:
    """Ask the platform whether the account is well."""
    for sentence in platform.explain(line.send(platform.inspect(account)), account):
        yield Finding(
            "problem",
            _("The account %(account)s does not work: %(reason)s")
            % {"account": account.slug, "reason": sentence},
        )


def _read_state(account: Account, state: AccountState | None) -> Iterator[Finding]:
    if state is None or state.last_webhook_at is None:
        yield Finding(
            "problem",
            _("The platform has never called for the account %(account)s.")
            % {"account": account.slug},
            _("Enter this address at the platform: %(address)s") % {"address": account.webhook}
            if account.webhook
            else _("Set SITE_URL and add the addresses of bots to the URLs."),
        )
    if state and state.bad_signatures:
        yield Finding(
            "hint",
            ngettext(
                "%(number)s call for the account %(account)s was not signed.",
                "%(number)s calls for the account %(account)s were not signed.",
                state.bad_signatures,
            )
            % {"number": format_number(state.bad_signatures), "account": account.slug},
            _("If questions are missing, compare the secret in the settings with the platform's."),
        )


def _examine_messages() -> Iterator[Finding]:
    now = timezone.now()
    old = Incoming.objects.filter(state=Incoming.State.NEW, received_at__lt=now - _LATE).count()
    if old:
        yield Finding(
            "problem",
            ngettext(
                "%(number)s question waits for a worker.",
                "%(number)s questions wait for a worker.",
                old,
            )
            % {"number": format_number(old)},
            _("Run Celery with its schedule, or sharekit_run --watch."),
        )
    waiting = Conversation.objects.filter(state=Conversation.State.WAITING).count()
    if waiting:
        yield Finding(
            "hint",
            ngettext(
                "%(number)s customer waits for a person.",
                "%(number)s customers wait for a person.",
                waiting,
            )
            % {"number": format_number(waiting)},
            _("Answer in the admin: Bots, Waiting for a person."),
        )
    failed = Outgoing.objects.filter(
        state__in=(State.UNKNOWN, State.FAILED, State.LATE), ended_at__gt=now - _NEWS
    ).count()
    if failed:
        yield Finding(
            "hint",
            ngettext(
                "%(number)s answer of the last week failed, came too late, or is unknown.",
                "%(number)s answers of the last week failed, came too late, or are unknown.",
                failed,
            )
            % {"number": format_number(failed)},
            _("Read the reasons in the admin: Bots, Outbox."),
        )
