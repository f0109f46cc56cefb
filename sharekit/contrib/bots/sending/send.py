"""Sends what waits: each answer at most once, those of a conversation in their order."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

import msgspec
from django.db.models import Exists, OuterRef
from django.utils import timezone

from sharekit.contrib.bots.conversations import refusals, totals
from sharekit.contrib.bots.conversations.handing import hand_over
from sharekit.contrib.bots.messages import Message
from sharekit.contrib.bots.models import Conversation, Outgoing
from sharekit.contrib.bots.platforms.accounts import find_platform, list_accounts
from sharekit.contrib.bots.platforms.protocol import Account, Platform
from sharekit.contrib.bots.platforms.verdicts import Refused, Sent, Unknown, Verdict, Wait
from sharekit.contrib.bots.sending import states
from sharekit.contrib.bots.sending.http import Line
from sharekit.contrib.bots.sending.lease import lease
from sharekit.contrib.bots.sending.prepare import find_obstacle

SECONDS: Final = 10.0
"""The longest run of an account, without its last answer."""
LONGEST_WAIT: Final = 300.0
_STEP: Final = 20
State = Outgoing.State


def send(is_ended: Callable[[], bool] = lambda: False) -> int:
    """Send what is due for a bounded time, and return the number of attempts."""
    states.doubt_abandoned(timezone.now())
    attempts = 0
    with Line() as line:
        for account in list_accounts():
            platform = find_platform(account.platform)
            if platform is None or is_ended() or not list_due(account.slug):
                continue
            with lease(account.slug) as state:
                if state is not None:
                    attempts += _send_all(account, platform, line, is_ended)
    return attempts


def list_due(account: str) -> list[int]:
    """Return the first answers of an account that are due.

    One waits while an earlier one of its conversation waits or is being sent.
    """
    earlier = Outgoing.objects.filter(
        conversation=OuterRef("conversation"),
        id__lt=OuterRef("id"),
        state__in=(State.WAITING, State.SENDING),
    )
    due = Outgoing.objects.filter(
        conversation__contact__account=account, state=State.WAITING, due_at__lte=timezone.now()
    )
    first = due.exclude(Exists(earlier)).order_by("id")
    return list(first.values_list("pk", flat=True)[:_STEP])


def _send_all(
    account: Account, platform: Platform, line: Line, is_ended: Callable[[], bool]
) -> int:
    until = time.monotonic() + SECONDS
    attempts = 0
    while due := list_due(account.slug):
        for pk in due:
            if is_ended() or time.monotonic() > until:
                return attempts
            if answer := states.claim(pk):
                attempts += 1
                if not _attempt(answer, account, platform, line):
                    return attempts
                time.sleep(1 / platform.limits.per_second)
    return attempts


def _attempt(answer: Outgoing, account: Account, platform: Platform, line: Line) -> bool:
    """Send a claimed answer, and return whether the account may go on."""
    if obstacle := find_obstacle(answer):
        states.end(answer, obstacle.state, reason=obstacle.reason)
        if obstacle.state == "late":
            hand_over(answer.conversation, obstacle.reason)
        return True
    try:
        message = msgspec.convert(answer.message, Message)
        request = platform.write(
            message, account, to=answer.conversation.contact.address, mark=answer.mark
        )
    except ValueError as error:
        return _settle(answer, account, Refused("message", "", str(error)))
    if is_going := _settle(answer, account, platform.judge(line.send(request), account)):
        _do_errands(answer, account, platform, line)
    return is_going


def _do_errands(answer: Outgoing, account: Account, platform: Platform, line: Line) -> None:
    """End a pressed button's wait, and give the conversation to the platform's own inbox.

    Nothing depends on their outcome.
    """
    asked = answer.incoming.data if answer.incoming else {}
    errands = [platform.acknowledge(account, name=asked.get("name", ""))]
    if answer.conversation.state == Conversation.State.WAITING:
        errands.append(platform.hand_over(account, to=answer.conversation.contact.address))
    for errand in errands:
        if errand:
            line.send(errand)


def _settle(answer: Outgoing, account: Account, verdict: Verdict) -> bool:
    """Write down what became of an answer, and return whether the account may go on."""
    if isinstance(verdict, Sent):
        states.end(answer, State.SENT, name=verdict.name)
        refusals.resume(account.slug)
    elif isinstance(verdict, Unknown):
        states.end(answer, State.UNKNOWN, reason=verdict.reason)
    elif isinstance(verdict, Wait):
        seconds = min(verdict.seconds * verdict.factor ** (answer.attempts - 1), LONGEST_WAIT)
        states.put_back(answer, seconds, code=verdict.code)
        return verdict.concerns != "account"
    elif verdict.cause == "account":
        # The platform has taken nothing, and takes it when the owner has put the account right.
        states.put_back(answer, refusals.PAUSE.total_seconds(), code=verdict.code)
        refusals.pause(account.slug, verdict)
        return False
    else:
        states.end(answer, State.FAILED, code=verdict.code, reason=verdict.sentence)
        refusals.settle(answer, verdict)
        bot = answer.conversation.bot_id
        totals.add(bot, account=account.slug, figures={"failed": 1})
    return True
