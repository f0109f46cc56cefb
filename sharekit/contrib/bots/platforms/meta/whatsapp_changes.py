"""Reads the changes of WhatsApp's webhook: a message, a status, another number, a colleague."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cached_property
from typing import Any, Final, Literal

import msgspec

from sharekit.contrib.bots.platforms.events import (
    AnyEvent,
    Deleted,
    Echo,
    Edited,
    Handed,
    Ignored,
    Moved,
    Person,
    Received,
    Status,
    Trouble,
)
from sharekit.contrib.bots.platforms.meta.graph import FindVerdict
from sharekit.contrib.bots.platforms.meta.whatsapp_messages import (
    System,
    WhatsAppMessage,
    make_person,
    read_said,
    read_time,
)
from sharekit.contrib.bots.platforms.reading import (
    NOT_READABLE,
    clean,
    decode,
    digest,
    read_each,
)
from sharekit.contrib.bots.platforms.verdicts import Refused, Wait, shorten

_STATES: Final[dict[str, Literal["sent", "delivered", "failed"]]] = {
    "sent": "sent",
    "delivered": "delivered",
    "read": "delivered",
    "played": "delivered",
    "failed": "failed",
}


class _Metadata(msgspec.Struct):
    phone_number_id: str = ""


class _Contact(msgspec.Struct):
    wa_id: str = ""
    user_id: str = ""


class Value(msgspec.Struct):
    """The value of a change; its lists are read one by one."""

    metadata: _Metadata = msgspec.field(default_factory=_Metadata)
    contacts: list[msgspec.Raw] = []
    messages: list[msgspec.Raw] = []
    statuses: list[msgspec.Raw] = []
    errors: list[msgspec.Raw] = []
    message_echoes: list[msgspec.Raw] = []
    sender: _Contact = msgspec.field(default_factory=_Contact)
    type: str = ""
    timestamp: str | int = 0


class _Data(msgspec.Struct):
    details: str = ""


class _Error(msgspec.Struct):
    code: int
    title: str = ""
    message: str = ""
    error_data: _Data = msgspec.field(default_factory=_Data)


class _Status(msgspec.Struct):
    id: str
    status: str
    timestamp: str | int = 0
    errors: list[_Error] = []
    biz_opaque_callback_data: str = ""


def read_value(
    field: str, value: Value, account: str, find_verdict: FindVerdict
) -> Iterator[AnyEvent]:
    """Yield the events of a change to an account."""
    reader = _Reader(account, value, find_verdict)
    if field == "messaging_handovers":
        # The new owner is notified of "control_passed", the previous one of "control_taken".
        yield reader.read_handover()
        return
    is_standby = field == "standby"
    lists: tuple[tuple[list[msgspec.Raw], Callable[[msgspec.Raw], AnyEvent]], ...] = (
        (value.messages, reader.read_standby if is_standby else reader.read_message),
        (value.statuses, reader.read_status),
        (value.errors, reader.read_error),
        (value.message_echoes, reader.read_echo),
    )
    for parts, read in lists:
        yield from read_each(parts, account, read)


class _Reader:
    """Reads the lists of one change."""

    def __init__(self, account: str, value: Value, find_verdict: FindVerdict) -> None:
        self._account = account
        self._value = value
        self._find_verdict = find_verdict

    def read_message(self, part: msgspec.Raw) -> AnyEvent:
        """Return the event of a message."""
        message = decode(bytes(part), WhatsAppMessage)
        if message.group_id:
            return self._ignore(message, "a message to a group")
        person = self._identify(message)
        common: dict[str, Any] = {
            "account": self._account,
            "name": message.id,
            "sent_at": read_time(message.timestamp),
        }
        if message.revoke:
            return Deleted(message=message.revoke.original_message_id, **common)
        if message.system:
            return self._read_system(message.system, person, common) or self._ignore(
                message, "a kind of system message without a change"
            )
        if message.edit:
            said = read_said(decode(bytes(message.edit.message), WhatsAppMessage))
            original = message.edit.original_message_id
            return Edited(person=person, message=original, said=said, **common)
        return Received(person=person, said=read_said(message), **common)

    def read_standby(self, part: msgspec.Raw) -> AnyEvent:
        """Return that another app answers this person: a copy is not to be answered."""
        message = decode(bytes(part), WhatsAppMessage)
        return Handed(
            account=self._account,
            name=f"standby.{message.id}",
            sent_at=read_time(message.timestamp),
            person=self._identify(message),
            is_ours=False,
        )

    def read_handover(self) -> AnyEvent:
        """Return whether the conversation is this app's."""
        value, sender = self._value, self._value.sender
        return Handed(
            account=self._account,
            name=digest(value.type, value.timestamp, sender.user_id, sender.wa_id),
            sent_at=read_time(value.timestamp),
            person=make_person(sender.user_id, sender.wa_id),
            is_ours=value.type == "control_passed",
        )

    def read_status(self, part: msgspec.Raw) -> AnyEvent:
        """Return the event of a status; that a message was read is only that it was delivered."""
        status = decode(bytes(part), _Status)
        name = f"{status.id}.{_STATES.get(status.status, status.status)}"
        sent_at = read_time(status.timestamp)
        common: dict[str, Any] = {"account": self._account, "name": name, "sent_at": sent_at}
        state = _STATES.get(status.status)
        if state is None:
            return Ignored(reason="an unknown status", **common)
        return Status(
            message=status.id,
            state=state,
            mark=status.biz_opaque_callback_data,
            verdict=self._judge(status.errors[0]) if state == "failed" and status.errors else None,
            **common,
        )

    def read_error(self, part: msgspec.Raw) -> AnyEvent:
        """Return the event of an error of the account."""
        error = decode(bytes(part), _Error)
        name = digest(error.code, self._value.timestamp, bytes(part))
        return Trouble(account=self._account, name=name, verdict=self._judge(error))

    def read_echo(self, part: msgspec.Raw) -> AnyEvent:
        """Return that a colleague answered in the WhatsApp app."""
        message = decode(bytes(part), WhatsAppMessage)
        return Echo(
            account=self._account,
            name=message.id,
            sent_at=read_time(message.timestamp),
            person=make_person(message.to_user_id, message.to),
            text=clean(message.text.body) if message.text else "",
        )

    def _read_system(self, system: System, person: Person, common: dict[str, Any]) -> Moved | None:
        if not system.type.startswith("user_changed"):
            return None
        is_number_kept = system.type == "user_changed_user_id"
        number = system.wa_id or (person.phone.lstrip("+") if is_number_kept else "")
        becomes = make_person(system.user_id, number)
        return Moved(person=person, becomes=becomes, **common)

    def _identify(self, message: WhatsAppMessage) -> Person:
        """Return who writes: a person may have no number, and an older message no identity."""
        number, identity = message.sender, message.from_user_id
        if not identity and number:
            identity = self._identities.get(number, "")
        elif not identity and len(self._identities) == 1:
            (identity,) = self._identities.values()
        return make_person(identity, number)

    @cached_property
    def _identities(self) -> dict[str, str]:
        """The identities of the contacts by their numbers; one that cannot be read is left out."""
        identities = {}
        for raw in self._value.contacts:
            with suppress(*NOT_READABLE):
                contact = decode(bytes(raw), _Contact)
                identities[contact.wa_id] = contact.user_id
        return identities

    def _judge(self, error: _Error) -> Wait | Refused:
        sentence = shorten(error.error_data.details or error.message or error.title)
        verdict = self._find_verdict(error.code, 0, sentence)
        return verdict or Refused("message", str(error.code), sentence)

    def _ignore(self, message: WhatsAppMessage, reason: str) -> Ignored:
        sent_at = read_time(message.timestamp)
        return Ignored(account=self._account, name=message.id, sent_at=sent_at, reason=reason)
