"""One question: the rules decide, the site may answer, and everything is written at once."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec
from django.db import router, transaction
from django.utils import timezone
from limits import parse

from sharekit.contrib.bots.conf import options
from sharekit.contrib.bots.conversations import totals
from sharekit.contrib.bots.conversations.handing import announce
from sharekit.contrib.bots.conversations.stops import start, stop
from sharekit.contrib.bots.deciding.asked import Decided, Question
from sharekit.contrib.bots.deciding.calling import finish_call
from sharekit.contrib.bots.deciding.editions import find_rules
from sharekit.contrib.bots.deciding.links import Linked, link_article
from sharekit.contrib.bots.models import Conversation, Incoming, Outgoing, Stop
from sharekit.contrib.bots.platforms.accounts import find_account
from sharekit.contrib.bots.platforms.events import Received
from sharekit.contrib.bots.rules.decision import Decision, Why
from sharekit.contrib.bots.rules.decision import State as Memory
from sharekit.contrib.bots.rules.hours import is_open
from sharekit.contrib.bots.rules.step import step
from sharekit.contrib.bots.signals import not_understood

MARK_BYTES: Final = 12
TOO_MANY: Final = "too-many"
"""The reason of a conversation in which the bot has answered as often as it may."""
_NOT_UNDERSTOOD: Final = frozenset({"not_understood", "missed"})
_ANSWERED: Final = frozenset({"answered", "asked", "opened"})
_HANDED_OVER: Final = frozenset({"handed_over", "failed"})
State = Conversation.State


def decide_question(row: Incoming, event: Received, conversation: Conversation) -> bool:
    """Decide a question in a leased conversation, and return whether this worker did."""
    found = find_account(event.account)
    if found is None:
        return False
    account, platform = found
    question = Question(row, event, conversation, account=account, platform=platform)
    decided = _decide(question)
    decision = decided.decision
    linked = _link(question, decision)
    with transaction.atomic(using=router.db_for_write(Conversation)):
        if not _take(question, decided):
            transaction.set_rollback(True, using=router.db_for_write(Conversation))
            return False
        _answer(question, decision, linked)
        _settle_stop(question, decision)
        _count(question, decision, linked)
    return True


def _decide(question: Question) -> Decided:
    memory, event = question.memory, question.event
    if memory.mode == "bot" and _is_too_often(question.conversation):
        silent = Memory(mode="person", is_greeted=True)
        return Decided(Decision(outcome="handed_over", state=silent, why=Why("with-person")))
    bot = find_rules(question.conversation.edition_id)
    proven = {"phone": event.person.phone} if event.person.phone else {}
    is_now_open = is_open(bot.edition.hours, timezone.localtime())
    decision = step(bot, memory, event.said, is_open=is_now_open, proven=proven)
    if decision.call is None:
        return Decided(decision)
    return finish_call(question, bot, decision, is_open=is_now_open, proven=proven)


def _is_too_often(conversation: Conversation) -> bool:
    """Return whether the bot has answered so often that the customer may be a bot, too."""
    limit = parse(options.limit_contact)
    since = timezone.now() - timedelta(seconds=limit.get_expiry())
    answers = Outgoing.objects.filter(
        conversation__contact=conversation.contact, by=Outgoing.By.BOT, made_at__gt=since
    )
    return answers.count() >= limit.amount


def _link(question: Question, decision: Decision) -> Linked | None:
    if not (decision.article and decision.message):
        return None
    return link_article(
        decision.article, channel=question.platform.channel, bot=question.conversation.bot
    )


def _take(question: Question, decided: Decided) -> bool:
    """Write what the bot remembers, unless another worker has, and mark the question."""
    conversation, row, decision = question.conversation, question.row, decided.decision
    values: dict[str, Any] = {
        "memory": msgspec.to_builtins(decision.state),
        "last_at": max(conversation.last_at, row.sent_at),
        "window_until": _find_window(question),
    }
    is_waiting = decision.state.mode == "person" and question.memory.mode == "bot"
    if decision.ends:
        values["state"] = State.CLOSED
    elif is_waiting:
        too_many = decision.message is None
        values["state"] = State.WAITING
        values["reason"] = TOO_MANY if too_many else decision.why.reason
    own = Conversation.objects.filter(pk=conversation.pk, version=conversation.version)
    if not own.update(**values):
        return False
    if is_waiting and not decision.ends:
        announce(conversation)
    return _mark(question, decided)


def _mark(question: Question, decided: Decided) -> bool:
    row, decision = question.row, decided.decision
    is_understood = decision.outcome not in _NOT_UNDERSTOOD and not decided.is_missed
    values: dict[str, Any] = {
        "state": Incoming.State.DECIDED,
        "conversation": question.conversation,
        "rule_id": decision.why.rule or None,
        "is_understood": is_understood,
        "is_missed": decided.is_missed,
    }
    is_kept = options.transcripts == "keep" or (
        options.transcripts == "questions" and not is_understood
    )
    if not is_kept or decision.why.reason == "stopped":
        values |= {"text": "", "data": {}}
    if not is_understood:
        transaction.on_commit(
            lambda: not_understood.send_robust(sender=Incoming, incoming=row),
            using=router.db_for_write(Incoming),
        )
    # A customer may have deleted the message in between.
    return bool(Incoming.objects.filter(pk=row.pk, state=Incoming.State.NEW).update(**values))


def _answer(question: Question, decision: Decision, linked: Linked | None) -> None:
    if decision.message is None or _is_confirmed(question, decision):
        return
    now = timezone.now()
    message = decision.message
    if linked:
        message = msgspec.structs.replace(message, link=linked.link)
    Outgoing.objects.create(
        conversation=question.conversation,
        incoming=question.row,
        message=msgspec.to_builtins(message),
        mark=secrets.token_urlsafe(MARK_BYTES),
        is_farewell=decision.outcome == "stopped",
        asked_at=question.row.sent_at,
        made_at=now,
        due_at=now,
    )


def _is_confirmed(question: Question, decision: Decision) -> bool:
    """Return whether the platform confirms a stop by itself; it takes no message after it."""
    word = question.event.said.text.strip().casefold()
    return decision.outcome == "stopped" and word in question.platform.limits.confirms


def _settle_stop(question: Question, decision: Decision) -> None:
    contact = question.conversation.contact
    before, after = question.memory.mode, decision.state.mode
    if after == "stopped" != before:
        stop(contact.account, contact.key_hash, Stop.Cause.ASKED)
    elif before == "stopped" != after:
        start(contact.account, contact.key_hash)


def _count(question: Question, decision: Decision, linked: Linked | None) -> None:
    outcome = decision.outcome
    if outcome == "silent":
        return
    figures = {
        "opened": not question.memory.is_greeted and decision.state.is_greeted,
        "asked": True,
        "answered": outcome in _ANSWERED,
        "not_understood": outcome in _NOT_UNDERSTOOD,
        "handed_over": outcome in _HANDED_OVER,
        "links_given": linked is not None,
        "stopped": outcome == "stopped",
    }
    totals.add(
        question.conversation.bot_id,
        account=question.event.account,
        rule=decision.why.rule,
        article=linked.article if linked else None,
        figures={name: int(is_counted) for name, is_counted in figures.items()},
    )


def _find_window(question: Question) -> datetime | None:
    """Return until when the platform allows an answer, None if always."""
    hours = question.platform.limits.window
    until = question.row.sent_at + timedelta(hours=hours) if hours else None
    known = question.conversation.window_until
    return max(until, known) if until and known else until
