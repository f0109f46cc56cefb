"""Signals, sent after the commit. One may be sent twice."""

from __future__ import annotations

from typing import Final

from django.dispatch import Signal

handed_over: Final = Signal()
"""A conversation waits for a person: `conversation`."""
not_understood: Final = Signal()
"""No rule applied to a question: `incoming`."""
message_ended: Final = Signal()
"""An answer was sent or given up: `message`."""
