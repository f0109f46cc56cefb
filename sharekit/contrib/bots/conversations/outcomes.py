"""Notes what a platform says of an answer, which heals one that was unknown."""

from __future__ import annotations

from typing import Any, Final

from django.utils import timezone

from sharekit.contrib.bots.conf import options
from sharekit.contrib.bots.models import Outgoing

_CODE_LENGTH: Final = 40
_NAME_LENGTH: Final = 200
_REASON_LENGTH: Final = 200
State = Outgoing.State
_OPEN: Final = (State.WAITING, State.SENDING)


def make_end(state: str, *, name: str = "", code: str = "", reason: str = "") -> dict[str, Any]:
    """Return the columns of an answer that ends in a state; TRANSCRIPTS may empty its text."""
    values = {
        "state": state,
        "code": code[:_CODE_LENGTH],
        "reason": reason[:_REASON_LENGTH],
        "ended_at": timezone.now(),
    }
    if name:
        values["name"] = name[:_NAME_LENGTH]
    if options.transcripts != "keep":
        values["message"] = {}
    return values


def raise_state(mark: str, state: str, *, name: str = "", code: str = "", reason: str = "") -> bool:
    """Note what the platform says of the answer with a mark; a state only rises.

    What was unknown, or still being sent, becomes sent; what was sent becomes delivered or failed.
    """
    below = {
        State.SENT: (*_OPEN, State.UNKNOWN),
        State.DELIVERED: (*_OPEN, State.UNKNOWN, State.SENT),
        State.FAILED: (State.SENDING, State.UNKNOWN, State.SENT),
    }[State(state)]
    values = make_end(state, name=name, code=code, reason=reason)
    found = Outgoing.objects.filter(mark=mark, state__in=below)
    return bool(found.update(**values))
