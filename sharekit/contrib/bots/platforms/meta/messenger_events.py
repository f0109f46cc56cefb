"""Reads the events of Messenger's webhook."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from sharekit.contrib.bots.messages import Said
from sharekit.contrib.bots.platforms.events import (
    AnyEvent,
    Echo,
    Edited,
    Handed,
    Ignored,
    Person,
    Received,
    Status,
)
from sharekit.contrib.bots.platforms.reading import clean, decode, digest, make_said

START = "start"
"""The payload of the button Get started, as sharekit sets it."""


class _Party(msgspec.Struct):
    id: str = ""


class _QuickReply(msgspec.Struct):
    payload: str = ""


class _Message(msgspec.Struct):
    mid: str
    text: str = ""
    quick_reply: _QuickReply = msgspec.field(default_factory=_QuickReply)
    attachments: list[msgspec.Raw] = []
    is_echo: bool = False
    app_id: int | str = ""
    metadata: str = ""


class _Referral(msgspec.Struct):
    ref: str = ""


class _Postback(msgspec.Struct):
    mid: str = ""
    title: str = ""
    payload: str = ""
    referral: _Referral = msgspec.field(default_factory=_Referral)


class _Reaction(msgspec.Struct):
    mid: str = ""
    action: str = ""


class _Edit(msgspec.Struct):
    mid: str
    text: str = ""
    num_edit: int = 0


class _Delivery(msgspec.Struct):
    mids: list[str] = []


class _Control(msgspec.Struct):
    new_owner_app_id: int | str | None = ""


class _Event(msgspec.Struct):
    sender: _Party = msgspec.field(default_factory=_Party)
    recipient: _Party = msgspec.field(default_factory=_Party)
    timestamp: int = 0
    message: _Message | None = None
    message_edit: _Edit | None = None
    postback: _Postback | None = None
    referral: _Referral | None = None
    reaction: _Reaction | None = None
    delivery: _Delivery | None = None
    read: Any = None
    pass_thread_control: _Control | None = None
    take_thread_control: _Control | None = None


class Reader:
    """Reads the events of one page."""

    def __init__(self, account: str, *, app_id: str) -> None:
        self._account = account
        self._app_id = app_id

    def read(self, part: msgspec.Raw) -> Iterator[AnyEvent]:
        """Yield the events of a part: a receipt may name several messages, or none."""
        event = decode(bytes(part), _Event)
        if event.message and event.message.is_echo:
            yield self._read_echo(event, event.message)
        elif event.delivery:
            yield from self._read_delivery(event, event.delivery)
        elif control := event.pass_thread_control or event.take_thread_control:
            is_ours = str(control.new_owner_app_id or "") == self._app_id
            yield self._hand(event, is_ours=is_ours)
        elif event.message_edit:
            yield self._read_edit(event, event.message_edit)
        elif event.read is None:
            # That a message was read is not kept.
            yield self._read_said(event) or self._ignore(event, bytes(part))

    def read_standby(self, part: msgspec.Raw) -> Iterator[AnyEvent]:
        """Yield that another app has this conversation; what it sends is not of interest."""
        event = decode(bytes(part), _Event)
        if event.postback or (event.message and not event.message.is_echo):
            yield self._hand(event, is_ours=False)

    def _read_echo(self, event: _Event, message: _Message) -> AnyEvent:
        """Return what the page sent: by this app with a mark, or by somebody else."""
        if str(message.app_id) == self._app_id and message.metadata:
            return Status(
                account=self._account,
                name=f"{message.mid}.sent",
                sent_at=event.timestamp,
                message=message.mid,
                state="sent",
                mark=message.metadata,
            )
        return Echo(
            account=self._account,
            name=message.mid,
            sent_at=event.timestamp,
            person=_identify(event.recipient),
            text=clean(message.text),
        )

    def _read_delivery(self, event: _Event, delivery: _Delivery) -> Iterator[AnyEvent]:
        for mid in delivery.mids:
            yield Status(
                account=self._account,
                name=f"{mid}.delivered",
                sent_at=event.timestamp,
                message=mid,
                state="delivered",
            )

    def _read_edit(self, event: _Event, edit: _Edit) -> AnyEvent:
        return Edited(
            account=self._account,
            name=f"edit.{edit.mid}.{edit.num_edit}",
            sent_at=event.timestamp,
            person=_identify(event.sender),
            message=edit.mid,
            said=make_said("text", edit.text),
        )

    def _read_said(self, event: _Event) -> AnyEvent | None:
        """Return what a person sent; None if it is something else."""
        said: Said
        if message := event.message:
            name, said = message.mid, _read_message(message)
        elif postback := event.postback:
            # Older postbacks have no name.
            name = postback.mid or self._make_name(event, postback.payload)
            said = _read_postback(postback)
        elif event.referral:
            ref = event.referral.ref
            name, said = self._make_name(event, ref), make_said("start", ref=ref)
        elif reaction := event.reaction:
            name = self._make_name(event, reaction.mid, reaction.action)
            said = make_said("reaction")
        else:
            return None
        return Received(
            account=self._account,
            name=name,
            sent_at=event.timestamp,
            person=_identify(event.sender),
            said=said,
        )

    def _hand(self, event: _Event, *, is_ours: bool) -> Handed:
        party = event.sender
        return Handed(
            account=self._account,
            name=self._make_name(event, "handed", is_ours),
            sent_at=event.timestamp,
            person=_identify(party),
            is_ours=is_ours,
        )

    def _ignore(self, event: _Event, part: bytes) -> Ignored:
        reason = "a kind of event that needs no answer"
        name = digest(part.decode(errors="replace"))
        return Ignored(account=self._account, name=name, sent_at=event.timestamp, reason=reason)

    def _make_name(self, event: _Event, *further: object) -> str:
        """Return a name for an event without one."""
        return digest(event.sender.id, event.timestamp, *further)


def _identify(party: _Party) -> Person:
    """Return the person with a page-scoped id; ValueError without one."""
    if not party.id:
        raise ValueError("an event without a person")
    return Person(key=party.id, address=party.id)


def _read_message(message: _Message) -> Said:
    if message.quick_reply.payload:
        return make_said("choice", message.text, choice=message.quick_reply.payload)
    if message.attachments:
        return make_said("media", message.text)
    return make_said("text", message.text) if message.text else make_said("other")


def _read_postback(postback: _Postback) -> Said:
    title, ref = postback.title, postback.referral.ref
    if postback.payload == START or ref:
        return make_said("start", title, ref=ref)
    return make_said("choice", title, choice=postback.payload)
