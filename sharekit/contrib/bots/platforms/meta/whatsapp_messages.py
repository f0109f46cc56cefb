"""Reads one message of WhatsApp: who wrote, when, and what."""

from __future__ import annotations

from typing import Final

import msgspec

from sharekit.contrib.bots.messages import Said
from sharekit.contrib.bots.platforms.events import Person
from sharekit.contrib.bots.platforms.reading import make_said

_MEDIA: Final = {"audio", "document", "image", "sticker", "video"}


class _Text(msgspec.Struct):
    body: str


class _Reply(msgspec.Struct):
    id: str
    title: str = ""
    description: str = ""


class _Interactive(msgspec.Struct):
    button_reply: _Reply | None = None
    list_reply: _Reply | None = None


class _Button(msgspec.Struct):
    text: str = ""
    payload: str = ""


class _Media(msgspec.Struct):
    caption: str = ""


class System(msgspec.Struct):
    """A change of a person's number or identity."""

    type: str = ""
    wa_id: str = ""
    user_id: str = ""


class _Change(msgspec.Struct):
    original_message_id: str
    message: msgspec.Raw = msgspec.Raw(b'{"type": "unsupported"}')


class WhatsAppMessage(msgspec.Struct):
    """What sharekit reads of a message."""

    type: str
    id: str = ""
    sender: str = msgspec.field(default="", name="from")
    from_user_id: str = ""
    to: str = ""
    to_user_id: str = ""
    timestamp: str | int = 0
    group_id: str = ""
    text: _Text | None = None
    interactive: _Interactive | None = None
    button: _Button | None = None
    image: _Media | None = None
    video: _Media | None = None
    document: _Media | None = None
    system: System | None = None
    edit: _Change | None = None
    revoke: _Change | None = None


def make_person(identity: str, number: str) -> Person:
    """Return the person with an identity (BSUID), a number, or both; ValueError without any.

    A number goes first as the address, because an identity changes with it.
    """
    if not identity and not number:
        raise ValueError("neither an identity nor a number")
    phone = f"+{number}" if number else ""
    return Person(key=identity or phone, address=number or identity, phone=phone)


def read_time(seconds: str | int) -> int:
    """Return a time of WhatsApp in milliseconds."""
    return 1000 * int(seconds)


def read_said(message: WhatsAppMessage) -> Said:
    """Return what was said."""
    if message.text:
        return make_said("text", message.text.body)
    if message.button:
        button = message.button
        return make_said("choice", button.text, choice=button.payload)
    replies = message.interactive or _Interactive()
    if reply := replies.button_reply or replies.list_reply:
        # The title of a row is cut if the label is longer, which is then its description.
        return make_said("choice", reply.description or reply.title, choice=reply.id)
    if message.type in _MEDIA:
        media = message.image or message.video or message.document or _Media()
        return make_said("media", media.caption)
    if message.type == "request_welcome":
        return make_said("start")
    return make_said("reaction" if message.type == "reaction" else "other")
