"""Writes the letter of a message."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec

from sharekit.contrib.mails.models import Message


class Letter(msgspec.Struct, frozen=True):
    """A subject in one line, a text, and the same as a whole HTML document."""

    subject: str
    text: str
    html: str


LETTERS: Final[dict[str, Callable[[Message], Letter]]] = {}
"""Functions that write a mail in code, by its short name; all others have texts of editors."""


def write(message: Message) -> Letter:
    """Write the letter of a message in its language; raises ValueError if it cannot be written."""
    raise NotImplementedError
