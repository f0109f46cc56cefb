"""WhatsApp's Cloud API (https://developers.facebook.com/docs/whatsapp, read in November 2026)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import msgspec

from sharekit.contrib.bots.messages import Message
from sharekit.contrib.bots.platforms.events import AnyEvent
from sharekit.contrib.bots.platforms.fit import Fitted, cut, fit
from sharekit.contrib.bots.platforms.meta import graph
from sharekit.contrib.bots.platforms.meta.whatsapp_changes import Value, read_value
from sharekit.contrib.bots.platforms.protocol import (
    Account,
    Call,
    Key,
    Limits,
    Outcome,
    Quiet,
    Reply,
    Request,
    Response,
)
from sharekit.contrib.bots.platforms.reading import NOT_READABLE, decode, set_aside
from sharekit.contrib.bots.platforms.verdicts import Refused, Sent, Unknown, Verdict, Verdicts, Wait
from sharekit.contrib.bots.platforms.wellness import explain_verdict
from sharekit.setting import Settings

VERDICTS: Final = Verdicts(
    waits=(131000, 131016, 131056, 131057),
    busy=(80007, 130429),
    refused={
        "late": (131047,),
        "person": (130472, 131021, 131026, 131030, 131049, 131062),
        "stopped": (131050,),
        "message": (
            *(100, 131008, 131009, 131051, 132000, 132001, 132005, 132007, 132008),
            *(132012, 132015, 132016, 132068, 132069),
        ),
        "account": (*(130497, 131005, 131031, 131037, 131042, 131045, 131048, 131064, 133010),),
    },
)
"""Codes of https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes."""
_TOO_FAST_FOR_ONE: Final = 131056
_BUTTON: Final = "☰"
"""The button that opens a list needs a label, in every language."""


class Options(graph.GraphOptions):
    """The keys of a number at WhatsApp."""

    phone_number_id = Key(meaning="The number's id in Meta's app, not the number itself.")


class _Name(msgspec.Struct):
    id: str


class _Accepted(msgspec.Struct):
    messages: list[_Name]


class _Change(msgspec.Struct):
    field: str
    value: msgspec.Raw


class _Entry(msgspec.Struct):
    changes: list[msgspec.Raw] = []


class _Body(msgspec.Struct):
    entry: list[msgspec.Raw] = []


class WhatsApp(Quiet):
    """WhatsApp: answers are free text for 24 hours after each message of the person."""

    slug = "whatsapp"
    channel = "whatsapp"
    limits = Limits(
        text=4096,
        text_with_choices=1024,
        buttons=3,
        label=20,
        rows=10,
        row=24,
        description=72,
        name=200,
        window=24,
        per_second=20,
        per_person=6,
        returns_mark=True,
        reports_status=True,
    )
    Options: type[Settings] = Options

    def greet(self, call: Call, accounts: Sequence[Account]) -> Reply | None:
        """Return the challenge of Meta's handshake."""
        return graph.greet(call, accounts)

    def verify(self, call: Call, accounts: Sequence[Account]) -> list[Account]:
        """Return the accounts whose app secret signed the body."""
        return graph.verify(call, accounts)

    def read(self, call: Call, accounts: Sequence[Account]) -> list[AnyEvent]:
        """Return the events of all entries, changes and lists: Meta sends up to 1,000 at once."""
        slugs = {Options(each.given).phone_number_id: each.slug for each in accounts}
        first = accounts[0].slug
        try:
            entries = decode(call.body, _Body).entry
        except NOT_READABLE as error:
            return [set_aside(call.body, first, error)]
        events: list[AnyEvent] = []
        for entry in entries:
            try:
                changes = decode(bytes(entry), _Entry).changes
            except NOT_READABLE as error:
                events.append(set_aside(bytes(entry), first, error))
                continue
            for change in changes:
                events += _read_change(change, slugs, first)
        return events

    def write(self, message: Message, account: Account, *, to: str, mark: str) -> Request:
        """Return a message; no preview of a link, which Meta would fetch like a posted link."""
        path = f"{Options(account.given).phone_number_id}/messages"
        # An identity has a country code and a dot, such as DE.1234; a number has only digits.
        name = "to" if to.isdigit() else "recipient"
        body = {
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            name: to,
            **_write_content(fit(message, self.limits)),
            "biz_opaque_callback_data": mark,
        }
        return graph.write(account, path, body)

    def judge(self, outcome: Outcome, account: Account) -> Verdict:
        """Return what became of a message."""
        if isinstance(outcome, Response) and outcome.status == 200:
            try:
                (accepted,) = decode(outcome.body, _Accepted).messages
            except NOT_READABLE:
                return Unknown("HTTP 200 without the name of the message")
            return Sent(accepted.id)
        return graph.judge_failure(outcome, find_verdict)

    def show_typing(self, account: Account, *, to: str, name: str) -> Request | None:
        """Return what marks the message as read and shows that the bot writes."""
        path = f"{Options(account.given).phone_number_id}/messages"
        body = {
            "messaging_product": "whatsapp",
            "status": "read",
            "message_id": name,
            "typing_indicator": {"type": "text"},
        }
        return graph.write(account, path, body)

    def inspect(self, account: Account) -> Request:
        """Return a read of the number."""
        return graph.read(account, f"{Options(account.given).phone_number_id}?fields=id")

    def explain(self, outcome: Outcome, account: Account) -> list[str]:
        """Return whether WhatsApp accepts the token for the number."""
        if isinstance(outcome, Response) and outcome.status == 200:
            return []
        return explain_verdict("WhatsApp", outcome, graph.judge_failure(outcome, find_verdict))


def find_verdict(code: int, subcode: int, sentence: str) -> Wait | Refused | None:
    """Return what follows from a code, in an answer or in a status."""
    if code == _TOO_FAST_FOR_ONE:
        return Wait(str(code), seconds=4, factor=4, concerns="person")
    return graph.find_verdict(VERDICTS, code, sentence)


def _read_change(raw: msgspec.Raw, slugs: dict[str, str], first: str) -> Iterator[AnyEvent]:
    """Yield the events of a change, if it is for one of these accounts."""
    try:
        change = decode(bytes(raw), _Change)
        value = decode(bytes(change.value), Value)
        slug = slugs.get(value.metadata.phone_number_id)
        if slug is not None:
            yield from read_value(change.field, value, slug, find_verdict)
    except NOT_READABLE as error:
        yield set_aside(bytes(raw), first, error)


def _write_content(fitted: Fitted) -> dict[str, Any]:
    """Return the part of the body that says what is sent."""
    if fitted.form == "buttons":
        buttons = [
            {"type": "reply", "reply": {"id": choice.name, "title": choice.label}}
            for choice in fitted.choices
        ]
        return _write_interactive("button", fitted.text, {"buttons": buttons})
    if fitted.form == "list":
        action = {"button": _BUTTON, "sections": [{"rows": _write_rows(fitted)}]}
        return _write_interactive("list", fitted.text, action)
    return {"type": "text", "text": {"preview_url": False, "body": fitted.text}}


def _write_interactive(kind: str, text: str, action: dict[str, Any]) -> dict[str, Any]:
    interactive = {"type": kind, "body": {"text": text}, "action": action}
    return {"type": "interactive", "interactive": interactive}


def _write_rows(fitted: Fitted) -> list[dict[str, str]]:
    rows = []
    for choice in fitted.choices:
        title = cut(choice.label, WhatsApp.limits.row)
        row = {"id": choice.name, "title": title}
        # The whole label is below a title that is cut.
        rows.append(row if title == choice.label else row | {"description": choice.label})
    return rows
