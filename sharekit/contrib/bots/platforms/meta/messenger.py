"""Messenger's Send API (https://developers.facebook.com/docs/messenger-platform, November 2026)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import msgspec
from django.utils.translation import gettext as _

from sharekit.contrib.bots.messages import Message
from sharekit.contrib.bots.platforms.events import AnyEvent
from sharekit.contrib.bots.platforms.fit import fit
from sharekit.contrib.bots.platforms.meta import graph
from sharekit.contrib.bots.platforms.meta.messenger_events import Reader
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
from sharekit.contrib.bots.platforms.reading import NOT_READABLE, decode, read_lists, set_aside
from sharekit.contrib.bots.platforms.verdicts import Refused, Sent, Unknown, Verdict, Verdicts, Wait
from sharekit.contrib.bots.platforms.wellness import explain_verdict
from sharekit.setting import Settings

VERDICTS: Final = Verdicts(
    waits=(),
    busy=(613, 80006),
    refused={"person": (551, 1545041), "message": (100,)},
)
"""Codes of https://developers.facebook.com/docs/messenger-platform/error-codes."""
_SUBCODES: Final[dict[tuple[int, int], Refused]] = {
    (10, 2018278): Refused("late", "10/2018278"),
    (10, 2534022): Refused("late", "10/2534022"),
    (100, 2018001): Refused("person", "100/2018001"),
}
"""Their codes mean something else without them."""
FIELDS: Final = (
    *("messages", "message_deliveries", "message_echoes", "message_edits", "message_reactions"),
    *("messaging_handovers", "messaging_postbacks", "messaging_referrals", "standby"),
)
"""The fields of the webhook that sharekit reads."""
_INBOX: Final = 263902037430900
"""The app of every page's own inbox."""


class Options(graph.GraphOptions):
    """The keys of a page at Messenger."""

    page_id = Key(meaning="The page's id.")
    app_id = Key(meaning="The id of your app: what it sends is not an answer of a colleague.")


class _Accepted(msgspec.Struct):
    message_id: str


class _Entry(msgspec.Struct):
    id: str
    messaging: list[msgspec.Raw] = []
    standby: list[msgspec.Raw] = []


class _Body(msgspec.Struct):
    entry: list[msgspec.Raw] = []


class _App(msgspec.Struct):
    id: str


class _Subscribed(msgspec.Struct):
    data: list[_App]


class Messenger(Quiet):
    """Messenger: free; answers within 24 hours after each message of the person."""

    slug = "messenger"
    channel = "messenger"
    limits = Limits(
        text=2000,
        text_with_choices=2000,
        buttons=13,
        label=20,
        name=1000,
        window=24,
        per_second=100,
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
        """Return the events of all entries; each entry is of one page."""
        pages = {Options(each.given).page_id: each for each in accounts}
        first = accounts[0].slug
        try:
            entries = decode(call.body, _Body).entry
        except NOT_READABLE as error:
            return [set_aside(call.body, first, error)]
        events: list[AnyEvent] = []
        for raw in entries:
            try:
                entry = decode(bytes(raw), _Entry)
            except NOT_READABLE as error:
                events.append(set_aside(bytes(raw), first, error))
                continue
            if account := pages.get(entry.id):
                reader = Reader(account.slug, app_id=Options(account.given).app_id)
                events += read_lists(entry.messaging, account.slug, reader.read)
                events += read_lists(entry.standby, account.slug, reader.read_standby)
        return events

    def write(self, message: Message, account: Account, *, to: str, mark: str) -> Request:
        """Return a message with quick replies; its metadata comes back in the echo."""
        fitted = fit(message, self.limits)
        content: dict[str, Any] = {"text": fitted.text, "metadata": mark}
        if fitted.choices:
            content["quick_replies"] = [
                {"content_type": "text", "title": choice.label, "payload": choice.name}
                for choice in fitted.choices
            ]
        body = {"recipient": {"id": to}, "messaging_type": "RESPONSE", "message": content}
        return _post(account, "messages", body)

    def judge(self, outcome: Outcome, account: Account) -> Verdict:
        """Return what became of a message."""
        if isinstance(outcome, Response) and outcome.status == 200:
            try:
                return Sent(decode(outcome.body, _Accepted).message_id)
            except NOT_READABLE:
                return Unknown("HTTP 200 without the name of the message")
        return graph.judge_failure(outcome, find_verdict)

    def show_typing(self, account: Account, *, to: str, name: str) -> Request | None:
        """Return the action that shows three points."""
        return _post(account, "messages", {"recipient": {"id": to}, "sender_action": "typing_on"})

    def hand_over(self, account: Account, *, to: str) -> Request | None:
        """Return what gives the conversation to the page's inbox."""
        body = {"recipient": {"id": to}, "target_app_id": _INBOX}
        return _post(account, "pass_thread_control", body)

    def connect(self, account: Account) -> Request | None:
        """Return what subscribes the app to the page; after an hour of failures Meta ends that."""
        return _post(account, "subscribed_apps", {"subscribed_fields": list(FIELDS)})

    def inspect(self, account: Account) -> Request:
        """Return a read of the apps that the page is subscribed to."""
        return graph.read(account, f"{Options(account.given).page_id}/subscribed_apps")

    def explain(self, outcome: Outcome, account: Account) -> list[str]:
        """Return whether Meta accepts the token, and calls the door for the page."""
        if not isinstance(outcome, Response) or outcome.status != 200:
            verdict = graph.judge_failure(outcome, find_verdict)
            return explain_verdict("Messenger", outcome, verdict)
        try:
            apps = {each.id for each in decode(outcome.body, _Subscribed).data}
        except NOT_READABLE:
            return explain_verdict("Messenger", outcome, Unknown("unreadable"))
        if Options(account.given).app_id in apps:
            return []
        return [_("The page is not subscribed to the app, so no message arrives.")]


def find_verdict(code: int, subcode: int, sentence: str) -> Wait | Refused | None:
    """Return what follows from a code and its subcode."""
    if known := _SUBCODES.get((code, subcode)):
        return msgspec.structs.replace(known, sentence=sentence)
    return graph.find_verdict(VERDICTS, code, sentence)


def _post(account: Account, path: str, body: dict[str, Any]) -> Request:
    return graph.write(account, f"{Options(account.given).page_id}/{path}", body)
