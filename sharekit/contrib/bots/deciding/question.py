"""One question: the rules decide, the site may answer, and everything is written at once."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any, Final

import msgspec
from django.db import router, transaction
from django.utils import timezone
from limits import parse

from sharekit.contrib.bots.accounts import find_account
from sharekit.contrib.bots.answers.run import run
from sharekit.contrib.bots.conf import options
from sharekit.contrib.bots.deciding import totals
from sharekit.contrib.bots.deciding.conversations import announce
from sharekit.contrib.bots.deciding.links import Linked, link_article
from sharekit.contrib.bots.messages import Message
from sharekit.contrib.bots.models import Conversation, Incoming, Outgoing, Stop
from sharekit.contrib.bots.platforms.events import Received
from sharekit.contrib.bots.platforms.protocol import Platform
from sharekit.contrib.bots.publishing.load import load_bot
from sharekit.contrib.bots.rules.decision import Decision
from sharekit.contrib.bots.rules.decision import State as Memory
from sharekit.contrib.bots.rules.step import finish, step
from sharekit.contrib.bots.signals import not_understood
from sharekit.contrib.bots.stops import start, stop

MARK_BYTES: Final = 12
TOO_MANY: Final = "the bot has answered too often"
State = Conversation.State


def decide_question(row: Incoming, event: Received, conversation: Conversation) -> bool:
    """Decide a question in a leased conversation, and return whether this worker did."""
    found = find_account(event.account)
    if found is None:
        return False
    _, platform = found
    memory = msgspec.convert(conversation.memory, Memory)
    if memory.mode == "bot" and _is_too_often(conversation):
        return _write(row, conversation, _be_silent(memory), platform, None)
    bot = load_bot(conversation.edition)
    decision = step(bot, memory, event.said, phone=event.person.phone)
    if decision.call:
        decision = finish(bot, decision, run(decision.call, key=row.name_hash))
    linked = _link(decision, conversation, platform)
    return _write(row, conversation, decision, platform, linked)
