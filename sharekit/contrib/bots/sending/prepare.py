"""Whether a claimed answer may still go: read again at the moment of sending."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

import msgspec
from django.utils import timezone

from sharekit.contrib.bots.conf import options, parse_seconds
from sharekit.contrib.bots.conversations.stops import is_stopped
from sharekit.contrib.bots.models import Conversation, Outgoing


class Obstacle(msgspec.Struct, frozen=True):
    """Why an answer does not go. A person answers what is too late."""

    state: Literal["skipped", "late"]
    reason: str


def find_obstacle(answer: Outgoing) -> Obstacle | None:
    """Return why a claimed answer may not be sent, or None."""
    conversation, now = answer.conversation, timezone.now()
    contact = conversation.contact
    is_by_bot = answer.by == Outgoing.By.BOT
    if not contact.address:
        return Obstacle("skipped", "forgotten")
    if not answer.is_farewell and is_stopped(contact.account, contact.key_hash):
        return Obstacle("skipped", "stopped")
    if conversation.window_until and now > conversation.window_until:
        return Obstacle("late", "window")
    if is_by_bot and conversation.state == Conversation.State.PERSON:
        return Obstacle("skipped", "with-person")
    if is_by_bot and now - answer.asked_at > timedelta(seconds=parse_seconds(options.late)):
        return Obstacle("late", "late")
    return None
