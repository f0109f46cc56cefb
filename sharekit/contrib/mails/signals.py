"""Signals of mails."""

from __future__ import annotations

from typing import Final

from django.dispatch import Signal

message_ended: Final = Signal()
"""Sent after the commit with `message`; it may be repeated or lost."""
