"""What a bot says and gets, in the words of no platform. Pure: rules and platforms meet here."""

from __future__ import annotations

from typing import Literal

import msgspec


class Choice(msgspec.Struct, frozen=True):
    """A button: its label, and the name that comes back when somebody presses it."""

    label: str
    name: str


class Link(msgspec.Struct, frozen=True):
    """A page that an answer leads to; `url` carries the bot's mark."""

    label: str
    url: str


class Message(msgspec.Struct, frozen=True):
    """One answer. Each platform fits it to its own limits before it is sent."""

    text: str
    link: Link | None = None
    choices: tuple[Choice, ...] = ()


Kind = Literal["text", "choice", "start", "media", "reaction", "other"]
"""What somebody sent: `start` opens a chat (Telegram's /start, Messenger's Get started)."""


class Said(msgspec.Struct, frozen=True):
    """Something that a customer sent.

    `text` is what was written, or the label of the choice. `choice` is the name of the pressed
    button, and `ref` what a link into the chat carried (`start`, `ref`). Both are "" if missing.
    """

    kind: Kind
    text: str = ""
    choice: str = ""
    ref: str = ""
