"""What follows for customer and account from an answer that the platform refused for good."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.utils import timezone

from sharekit.contrib.bots.conversations.handing import hand_over
from sharekit.contrib.bots.conversations.notices import notice_account
from sharekit.contrib.bots.conversations.stops import stop
from sharekit.contrib.bots.models import AccountState, Outgoing, Stop
from sharekit.contrib.bots.platforms.verdicts import Refused

PAUSE: Final = timedelta(minutes=5)
"""How long an account rests that its platform has refused."""


def settle(answer: Outgoing, refusal: Refused) -> None:
    """Let a person answer, or let the customer get no message any more, as the cause says."""
    contact = answer.conversation.contact
    if refusal.cause == "stopped":
        stop(contact.account, contact.key_hash, Stop.Cause.PLATFORM)
    elif refusal.cause in ("late", "message"):
        hand_over(answer.conversation, refusal.sentence or refusal.code)


def pause(account: str, refusal: Refused) -> None:
    """Let an account rest, note why, and write to its owner once until it works again."""
    error = f"{refusal.code} {refusal.sentence}".strip()[:200]
    AccountState.objects.bulk_create([AccountState(account=account)], ignore_conflicts=True)
    own = AccountState.objects.filter(account=account)
    own.update(paused_until=timezone.now() + PAUSE)
    if own.filter(last_error="").update(last_error=error):
        notice_account(account, error)


def resume(account: str) -> None:
    """Note that an account works."""
    broken = AccountState.objects.filter(account=account).exclude(last_error="")
    broken.update(last_error="", paused_until=None)
