"""Notes what a platform says of an answer, which heals one that was unknown."""

from __future__ import annotations

from typing import Any, Final

from django.utils import timezone

from sharekit.contrib.bots.models import Outgoing

_REASON_LENGTH: Final = 200
State = Outgoing.State
_OPEN: Final = (State.WAITING, State.SENDING)


def raise_state(mark: str, state: str, *, name: str = "", code: str = "", reason: str = "") -> bool:
    """Note what the platform says of the answer with a mark; a state only rises.

    What was unknown, or still being sent, becomes sent; what was sent becomes delivered or failed.
    """
    below = {
        State.SENT: (*_OPEN, State.UNKNOWN),
        State.DELIVERED: (*_OPEN, State.UNKNOWN, State.SENT),
        State.FAILED: (State.SENDING, State.UNKNOWN, State.SENT),
    }[State(state)]
    values: dict[str, Any] = {"state": state, "reason": reason[:_REASON_LENGTH], "code": code[:40]}
    if name:
        values["name"] = name[:200]
    found = Outgoing.objects.filter(mark=mark, state__in=below)
    return bool(found.update(**values, ended_at=timezone.now()))
