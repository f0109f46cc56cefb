"""A question, as the steps of deciding pass it on."""

from __future__ import annotations

import msgspec

from sharekit.contrib.bots.models import Conversation, Incoming
from sharekit.contrib.bots.platforms.events import Received
from sharekit.contrib.bots.platforms.protocol import Account, Platform
from sharekit.contrib.bots.rules.decision import Decision
from sharekit.contrib.bots.rules.decision import State as Memory


class Question(msgspec.Struct, frozen=True):
    """A question in a conversation that this worker has leased."""

    row: Incoming
    event: Received
    conversation: Conversation
    account: Account
    platform: Platform

    @property
    def memory(self) -> Memory:
        """What the bot remembers from before the question."""
        return msgspec.convert(self.conversation.memory, Memory)


class Decided(msgspec.Struct, frozen=True):
    """What follows from a question, and whether the site's answer found nothing for it."""

    decision: Decision
    is_missed: bool = False
