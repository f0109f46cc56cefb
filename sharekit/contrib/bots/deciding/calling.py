"""Calls the site's answer: for a bounded time, and not for a customer who guesses."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from django.utils import timezone

from sharekit import log
from sharekit.contrib.bots.answers.call import ask
from sharekit.contrib.bots.deciding.asked import Decided, Question
from sharekit.contrib.bots.deciding.within import call_within
from sharekit.contrib.bots.models import Incoming
from sharekit.contrib.bots.rules.bot import Bot
from sharekit.contrib.bots.rules.decision import Call, Decision, Result
from sharekit.contrib.bots.rules.step import finish
from sharekit.contrib.bots.sending.http import Line

SECONDS: Final = 5.0
"""How long a function of the site may take."""
TYPING_AFTER: Final = 1.0
"""After how many seconds the customer sees that an answer is on its way."""
MOST_MISSES: Final = 5
MISSES_WITHIN: Final = timedelta(hours=1)
"""How often the site's answers may find nothing for a customer, who may guess numbers."""
_TYPING_SECONDS: Final = 1.0


def finish_call(
    question: Question, bot: Bot, decision: Decision, *, is_open: bool, proven: Mapping[str, str]
) -> Decided:
    """Return what follows from the site's answer that a decision asks for.

    With the fifth miss of an hour a person answers, and until the hour is over nothing is called.
    """
    misses = _count_misses(question)
    result = Result("hand_over")
    if decision.call and misses < MOST_MISSES:
        result = _ask(question, bot, decision.call)
    decided = finish(bot, decision, result, is_open=is_open, proven=proven)
    is_missed = decided.outcome == "missed"
    if is_missed and misses + 1 >= MOST_MISSES:
        decided = finish(bot, decision, Result("hand_over"), is_open=is_open, proven=proven)
    return Decided(decided, is_missed=is_missed)


def _count_misses(question: Question) -> int:
    since = timezone.now() - MISSES_WITHIN
    contact = question.conversation.contact
    missed = Incoming.objects.filter(conversation__contact=contact, is_missed=True)
    return missed.filter(received_at__gt=since).count()


def _ask(question: Question, bot: Bot, call: Call) -> Result:
    result = call_within(
        lambda: ask(
            call,
            key=question.row.name_hash,
            language=bot.language,
            phone=question.event.person.phone,
            contact=question.conversation.contact.key_hash,
        ),
        seconds=SECONDS,
        notice=lambda: _show_typing(question),
        notice_after=TYPING_AFTER,
    )
    if result is not None:
        return result
    log.write_throttled(
        logging.ERROR,
        "The function that answers %s did not return within %s seconds.",
        call.answer,
        SECONDS,
        kind=call.answer,
    )
    return Result("error")


def _show_typing(question: Question) -> None:
    """Show the customer that an answer is on its way. Nothing depends on it."""
    request = question.platform.show_typing(
        question.account, to=question.event.person.address, name=question.event.name
    )
    if request:
        with Line(connect=_TYPING_SECONDS, read=_TYPING_SECONDS) as line:
            line.send(request)
