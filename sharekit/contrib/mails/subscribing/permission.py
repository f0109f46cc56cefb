"""Decides whether a message may be sent, at the moment of sending."""

from __future__ import annotations

from sharekit.contrib.mails.models import Message


def find_obstacle(message: Message) -> str:
    """Return the reason why a claimed message is not sent, such as "stopped", or ""."""
    return ""
