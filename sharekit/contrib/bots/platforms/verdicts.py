"""What follows from a platform's answer to a message."""

from __future__ import annotations

import re
from typing import Final, Literal, TypeAlias

import msgspec

Cause = Literal["late", "person", "stopped", "message", "account"]
"""Why a message is refused for good.

`late`: the window for answers is closed. `person`: this person cannot be reached. `stopped`: this
person wants no messages. `message`: the message itself is not valid. `account`: the platform
refuses the account, so all its messages must wait for its owner.
"""


class Sent(msgspec.Struct, frozen=True, tag="sent"):
    """The platform took the message, under this name."""

    name: str


class Wait(msgspec.Struct, frozen=True, tag="wait"):
    """The platform did not take the message, and may take it later.

    The first wait is `seconds`, and each further one `factor` times as long. `concerns` says what
    has to wait: only this message, all messages to this person, or the whole account.
    """

    code: str
    seconds: float = 1
    factor: float = 2
    concerns: Literal["message", "person", "account"] = "message"


class Refused(msgspec.Struct, frozen=True, tag="refused"):
    """The platform will not take the message: the cause, its code and its explanation."""

    cause: Cause
    code: str
    sentence: str = ""


class Unknown(msgspec.Struct, frozen=True, tag="unknown"):
    """The platform may have taken the message: it must not be sent again."""

    reason: str


Verdict: TypeAlias = Sent | Wait | Refused | Unknown

_MOST_SENTENCE: Final = 300
_NUMBER: Final = re.compile(r"(?:\+|\b[A-Z]{2}\.)?\d(?:[ /().-]?\d){6,}")
"""Seven digits or more: codes are shorter."""


def shorten(sentence: str) -> str:
    """Return an explanation that can be kept: vendors write the number or id of a person in it."""
    return _NUMBER.sub("…", sentence)[:_MOST_SENTENCE]


class Verdicts:
    """A platform's table: what follows from each of its codes."""

    def __init__(
        self,
        *,
        refused: dict[Cause, tuple[int, ...]],
        waits: tuple[int, ...],
        busy: tuple[int, ...] = (),
    ) -> None:
        self._causes = {code: cause for cause, codes in refused.items() for code in codes}
        self._waits = {*waits, *busy}
        self._busy = set(busy)

    def find(self, code: int, sentence: str = "") -> Wait | Refused | None:
        """Return what follows from a code, or None if the table lacks it."""
        if code in self._waits:
            return Wait(str(code), concerns="account" if code in self._busy else "message")
        cause = self._causes.get(code)
        return Refused(cause, str(code), shorten(sentence)) if cause else None
