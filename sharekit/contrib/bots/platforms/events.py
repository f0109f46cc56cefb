"""What platforms report, in the words of no platform.

Each event has the short name of its account, a name, and a time. The name is the same however often
the platform delivers the event; `sent_at` is in milliseconds since the epoch, 0 if the platform
does not say it.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

import msgspec

from sharekit.contrib.bots.messages import Said
from sharekit.contrib.bots.platforms.verdicts import Refused, Wait

END: Final = 4_102_444_800_000
"""The year 2100: a later time is an error."""


class Person(msgspec.Struct, frozen=True):
    """Who writes: `key` identifies the person, `address` is where an answer is sent.

    `phone` is +E.164 if the platform has proven it, otherwise "". `language` is a code such as "de"
    if the platform says it.
    """

    key: str
    address: str
    phone: str = ""
    language: str = ""


class Event(msgspec.Struct, frozen=True, kw_only=True, tag_field="type"):
    """What all events have; ValueError without a name, which would make all such events one."""

    account: str
    name: str
    sent_at: int = 0

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError("an event without a name")
        if not 0 <= self.sent_at < END:
            raise ValueError("a time that is not valid")


class Received(Event, frozen=True, tag="received"):
    """A person sent something to the account."""

    person: Person
    said: Said


class Edited(Event, frozen=True, tag="edited"):
    """A person changed the message of that name."""

    person: Person
    message: str
    said: Said


class Deleted(Event, frozen=True, tag="deleted"):
    """A person took back the message of that name, which may arrive later, or never."""

    message: str


class Moved(Event, frozen=True, tag="moved"):
    """A person has another number or identity."""

    person: Person
    becomes: Person


class Status(Event, frozen=True, tag="status"):
    """What became of a message of the bot; `verdict` says why it failed.

    `message` is the platform's name of it and `mark` what was sent with it, "" if the platform does
    not return it. A message that was read counts as delivered: that it was read is not kept.
    """

    message: str
    state: Literal["sent", "delivered", "failed"]
    mark: str = ""
    verdict: Refused | Wait | None = None


class Echo(Event, frozen=True, tag="echo"):
    """Somebody else answered this person from the account: a colleague, or another app."""

    person: Person
    text: str = ""


class Handed(Event, frozen=True, tag="handed"):
    """The conversation with a person belongs to this app now, or does not."""

    person: Person
    is_ours: bool


class Trouble(Event, frozen=True, tag="trouble"):
    """The platform reports an error of the account itself."""

    verdict: Refused | Wait


class Ignored(Event, frozen=True, tag="ignored"):
    """Something that needs no answer, such as a message to a group; `reason` is for the log."""

    reason: str


class Unreadable(Event, frozen=True, tag="unreadable"):
    """An event that is not what its platform documents; its name is a hash of it."""

    reason: str


AnyEvent: TypeAlias = (
    Received | Edited | Deleted | Moved | Status | Echo | Handed | Trouble | Ignored | Unreadable
)
