"""SMS by Twilio (https://www.twilio.com/docs/messaging/api, read in November 2026)."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlencode

import msgspec
from django.utils.translation import gettext as _

from sharekit.contrib.bots.messages import Message
from sharekit.contrib.bots.platforms.events import AnyEvent
from sharekit.contrib.bots.platforms.fit import fit
from sharekit.contrib.bots.platforms.protocol import (
    Account,
    Broken,
    Call,
    Found,
    Limits,
    Outcome,
    Quiet,
    Reply,
    Request,
    Response,
)
from sharekit.contrib.bots.platforms.reading import (
    NOT_READABLE,
    decode,
    read_each,
)
from sharekit.contrib.bots.platforms.twilio.messages import (
    MARK,
    VERDICTS,
    read_listed,
    read_message,
    read_status,
)
from sharekit.contrib.bots.platforms.twilio.signing import Options, is_signed, parse
from sharekit.contrib.bots.platforms.verdicts import Refused, Sent, Unknown, Verdict, Wait, shorten
from sharekit.contrib.bots.platforms.wellness import explain_verdict
from sharekit.setting import Settings

_SERVICE: Final = "MG"
"""How the id of a messaging service begins."""
_PAGE: Final = 100
"""Messages of an answer, which stays small."""


class _Accepted(msgspec.Struct):
    sid: str


class _Error(msgspec.Struct):
    code: int | None = None
    message: str = ""


class _Page(msgspec.Struct):
    messages: list[msgspec.Raw]
    next_page_uri: str | None = None


class _Inspected(msgspec.Struct):
    status: str


class Twilio(Quiet):
    """SMS: paid for each segment, without buttons; Twilio answers STOP by itself."""

    slug = "twilio"
    channel = "sms"
    limits = Limits(
        text=1600,
        per_second=1,
        counts_segments=True,
        returns_mark=True,
        reports_status=True,
        confirms=frozenset(
            ["stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"]
        ),
    )
    Options: type[Settings] = Options

    def verify(self, call: Call, accounts: Sequence[Account]) -> list[Account]:
        """Return the accounts whose token or shared key signed the address and the fields."""
        try:
            form = parse(call.body)
        except ValueError:
            return []
        return [account for account in accounts if is_signed(call, account, form)]

    def read(self, call: Call, accounts: Sequence[Account]) -> list[AnyEvent]:
        """Return the event of a call: a message, or a status."""
        form = {name: values[0] for name, values in parse(call.body).items()}
        state = form.get("MessageStatus", "")
        is_status = state not in {"", "received", "receiving"}
        own = form.get("From" if is_status else "To", "")
        for account in accounts:
            options = Options(account.given)
            is_its = options.sender in {own, form.get("MessagingServiceSid", "")}
            if form.get("AccountSid") == options.account_sid and is_its:
                if is_status:
                    return list(read_status(call, form, account.slug))
                return list(read_message(call, form, account.slug))
        return []

    def thank(self) -> Reply:
        """Return a document that says to send nothing."""
        return Reply(b"<Response/>", content_type="text/xml")

    def write(self, message: Message, account: Account, *, to: str, mark: str) -> Request:
        """Return a message whose statuses come to an address with the mark."""
        options = Options(account.given)
        is_service = options.sender.startswith(_SERVICE)
        fields = {
            "To": to,
            "MessagingServiceSid" if is_service else "From": options.sender,
            "Body": fit(message, self.limits).text,
            "StatusCallback": f"{account.webhook}?{urlencode({MARK: mark})}",
        }
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return _call(account, "Messages.json", headers=headers, body=urlencode(fields).encode())

    def judge(self, outcome: Outcome, account: Account) -> Verdict:
        """Return what became of a message."""
        if isinstance(outcome, Broken):
            return Unknown(outcome.reason) if outcome.was_sent else Wait("unreachable")
        if outcome.status == 201:
            try:
                return Sent(decode(outcome.body, _Accepted).sid)
            except NOT_READABLE:
                return Unknown("HTTP 201 without the name of the message")
        if outcome.status in {429, 503}:
            return Wait(str(outcome.status), concerns="account")
        try:
            error = decode(outcome.body, _Error)
        except NOT_READABLE:
            error = _Error()
        if error.code is None:
            return Unknown(f"HTTP {outcome.status} without an answer of Twilio")
        if verdict := VERDICTS.find(error.code, error.message):
            return verdict
        if outcome.status >= 500:
            return Wait(str(error.code))
        return Refused("message", str(error.code), shorten(error.message))

    def catch_up(self, account: Account, *, since: int) -> Request | None:
        """Return a search: Twilio does not deliver again what the site missed.

        Messages to a messaging service cannot be searched.
        """
        sender = Options(account.given).sender
        if sender.startswith(_SERVICE):
            return None
        moment = datetime.fromtimestamp(since // 1000, UTC)
        query = {"To": sender, "DateSent>": f"{moment:%Y-%m-%dT%H:%M:%SZ}", "PageSize": _PAGE}
        return _call(account, f"Messages.json?{urlencode(query)}", headers={}, body=None)

    def find(self, response: Response, account: Account) -> Found:
        """Return the messages that a search found."""
        options = Options(account.given)
        try:
            page = decode(response.body, _Page)
        except NOT_READABLE:
            return Found([], is_read=False)
        events = read_each(page.messages, account.slug, lambda raw: read_listed(raw, account.slug))
        further = None
        if page.next_page_uri and page.next_page_uri.startswith("/"):
            further = Request(
                f"{options.base_url}{page.next_page_uri}",
                headers=_authorise(options),
                method="GET",
            )
        return Found(list(events), further)

    def inspect(self, account: Account) -> Request:
        """Return a read of the account."""
        options = Options(account.given)
        url = f"{options.base_url}/2010-04-01/Accounts/{options.account_sid}.json"
        return Request(url, headers=_authorise(options), method="GET")

    def explain(self, outcome: Outcome, account: Account) -> list[str]:
        """Return whether Twilio accepts the token, and the account is active."""
        if not isinstance(outcome, Response) or outcome.status != 200:
            return explain_verdict("Twilio", outcome, self.judge(outcome, account))
        try:
            status = decode(outcome.body, _Inspected).status
        except NOT_READABLE:
            return explain_verdict("Twilio", outcome, Unknown("unreadable"))
        if status == "active":
            return []
        return [_("The account at Twilio is not active: %(status)s.") % {"status": status}]


def _call(account: Account, path: str, *, headers: dict[str, str], body: bytes | None) -> Request:
    options = Options(account.given)
    url = f"{options.base_url}/2010-04-01/Accounts/{options.account_sid}/{path}"
    return Request(
        url,
        headers=headers | _authorise(options),
        body=body,
        method="GET" if body is None else "POST",
    )


def _authorise(options: Options) -> dict[str, str]:
    login = f"{options.account_sid}:{options.auth_token}".encode()
    return {"Authorization": f"Basic {base64.b64encode(login).decode()}"}
