"""Reads an update: a message, a changed message or a pressed button."""

from __future__ import annotations

import itertools
from typing import Any, Final

import msgspec

from sharekit.contrib.bots.messages import Said
from sharekit.contrib.bots.platforms.events import AnyEvent, Edited, Ignored, Person, Received
from sharekit.contrib.bots.platforms.reading import decode, make_said

CALLBACK: Final = "callback."
_MEDIA: Final = (
    *("animation", "audio", "document", "photo", "sticker", "video", "video_note", "voice"),
    "paid_media",
)
_OTHER: Final = ("contact", "dice", "game", "location", "poll", "venue")


class _User(msgspec.Struct):
    is_bot: bool = False
    language_code: str = ""


class Chat(msgspec.Struct):
    """A chat; one with a single person is "private"."""

    id: int
    type: str


class _Button(msgspec.Struct):
    text: str
    callback_data: str = ""


class _Keyboard(msgspec.Struct):
    inline_keyboard: list[list[_Button]] = []


class TelegramMessage(msgspec.Struct):
    """What sharekit reads of a message."""

    message_id: int
    chat: Chat
    date: int = 0
    edit_date: int = 0
    sender: _User | None = msgspec.field(default=None, name="from")
    text: str | None = None
    caption: str = ""
    reply_markup: _Keyboard = msgspec.field(default_factory=_Keyboard)


class _Callback(msgspec.Struct):
    id: str
    sender: _User = msgspec.field(name="from")
    message: TelegramMessage | None = None
    data: str = ""


class _Update(msgspec.Struct):
    update_id: int
    message: msgspec.Raw = msgspec.Raw()
    edited_message: msgspec.Raw = msgspec.Raw()
    callback_query: _Callback | None = None


class Reader:
    """Reads updates of one account."""

    def __init__(self, account: str) -> None:
        self._account = account

    def read(self, part: msgspec.Raw) -> AnyEvent:
        """Return the event of an update."""
        update = decode(bytes(part), _Update)
        if update.callback_query:
            return self._read_callback(update.callback_query)
        if raw := bytes(update.message):
            return self._read_message(raw, is_edited=False)
        if raw := bytes(update.edited_message):
            return self._read_message(raw, is_edited=True)
        return self._ignore(f"update.{update.update_id}", "a kind of update without a message")

    def _read_callback(self, query: _Callback) -> AnyEvent:
        name = f"{CALLBACK}{query.id}"
        if query.message is None or query.message.chat.type != "private":
            return self._ignore(name, "a button outside a private chat")
        buttons = itertools.chain(*query.message.reply_markup.inline_keyboard)
        labels = {button.callback_data: button.text for button in buttons}
        # Telegram does not say when the button was pressed.
        said = make_said("choice", labels.get(query.data, ""), choice=query.data)
        person = _identify(query.message.chat, query.sender)
        return Received(account=self._account, name=name, person=person, said=said)

    def _read_message(self, raw: bytes, *, is_edited: bool) -> AnyEvent:
        message = decode(raw, TelegramMessage)
        name = make_name(message)
        if is_edited:
            name = f"edit.{name}.{message.edit_date}"
        if message.chat.type != "private":
            return self._ignore(name, "not a private chat")
        if message.sender is None or message.sender.is_bot:
            return self._ignore(name, "from a bot")
        said = _read_said(message, decode(raw, dict))
        if said is None:
            return self._ignore(name, "a service message")
        person = _identify(message.chat, message.sender)
        if is_edited:
            return Edited(
                account=self._account,
                name=name,
                sent_at=1000 * message.edit_date,
                person=person,
                message=make_name(message),
                said=said,
            )
        return Received(
            account=self._account,
            name=name,
            sent_at=1000 * message.date,
            person=person,
            said=said,
        )

    def _ignore(self, name: str, reason: str) -> Ignored:
        return Ignored(account=self._account, name=name, reason=reason)


def _identify(chat: Chat, user: _User) -> Person:
    """Return who writes: in a private chat, the chat is the user."""
    return Person(key=str(chat.id), address=str(chat.id), language=user.language_code)


def make_name(message: TelegramMessage) -> str:
    """Return the name of a message: its number is unique only within its chat."""
    return f"message.{message.chat.id}.{message.message_id}"


def _read_said(message: TelegramMessage, fields: dict[str, Any]) -> Said | None:
    """Return what was said; None for a service message such as "pinned"."""
    if message.text is not None:
        return _read_text(message.text)
    if any(kind in fields for kind in _MEDIA):
        return make_said("media", message.caption)
    return make_said("other") if any(kind in fields for kind in _OTHER) else None


def _read_text(text: str) -> Said:
    """Return a text, or a command such as "/start article7" or "/stop" without its slash."""
    command, _, rest = text.partition(" ")
    if not command.startswith("/"):
        return make_said("text", text)
    word = command[1:].partition("@")[0]
    if word == "start":
        return make_said("start", text, ref=rest.strip())
    return make_said("text", f"{word} {rest}".strip())
