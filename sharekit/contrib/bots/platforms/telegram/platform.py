"""Telegram's Bot API (https://core.telegram.org/bots/api, November 2026)."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from typing import Any, Final

import msgspec
from django.utils.translation import gettext as _

from sharekit.contrib.bots.messages import Message
from sharekit.contrib.bots.platforms.events import AnyEvent
from sharekit.contrib.bots.platforms.fit import fit
from sharekit.contrib.bots.platforms.protocol import (
    JSON_HEADERS,
    Account,
    Broken,
    Call,
    Key,
    Limits,
    Outcome,
    Quiet,
    Request,
    Response,
)
from sharekit.contrib.bots.platforms.reading import NOT_READABLE, decode, read_each
from sharekit.contrib.bots.platforms.telegram.updates import (
    CALLBACK,
    Reader,
    TelegramMessage,
    make_name,
)
from sharekit.contrib.bots.platforms.verdicts import (
    Refused,
    Sent,
    Unknown,
    Verdict,
    Wait,
    shorten,
)
from sharekit.contrib.bots.platforms.wellness import explain_verdict
from sharekit.setting import Settings

_PROOF: Final = "x-telegram-bot-api-secret-token"


class _Parameters(msgspec.Struct):
    retry_after: float = 0


class _Answer(msgspec.Struct):
    ok: bool
    result: TelegramMessage | None = None
    error_code: int = 0
    description: str = ""
    parameters: _Parameters = msgspec.field(default_factory=_Parameters)


class _Webhook(msgspec.Struct):
    url: str = ""
    last_error_date: int = 0
    last_error_message: str = ""


class _Inspected(msgspec.Struct):
    result: _Webhook


class Options(Settings):
    """The keys of a bot at Telegram."""

    token = Key(meaning="The token that @BotFather gave you.", is_secret=True)
    base_url = Key("https://api.telegram.org", meaning="The address of the Bot API.")


class Telegram(Quiet):
    """Telegram: free, without a window, and without a report of what became of a message."""

    slug = "telegram"
    channel = "telegram"
    limits = Limits(
        text=4096,
        text_with_choices=4096,
        buttons=100,
        label=64,
        name=64,
        per_second=30,
        per_person=1,
    )
    Options: type[Settings] = Options

    def verify(self, call: Call, accounts: Sequence[Account]) -> list[Account]:
        """Return the account whose secret is in the header: Telegram has no signature."""
        given = call.headers.get(_PROOF, "").encode()
        return [
            account
            for account in accounts
            if hmac.compare_digest(given, make_secret(account).encode())
        ][:1]

    def read(self, call: Call, accounts: Sequence[Account]) -> list[AnyEvent]:
        """Return the event of one update."""
        (account,) = accounts
        return list(read_each([msgspec.Raw(call.body)], account.slug, Reader(account.slug).read))

    def write(self, message: Message, account: Account, *, to: str, mark: str) -> Request:
        """Return a sendMessage; Telegram does not return the mark."""
        fitted = fit(message, self.limits)
        body: dict[str, Any] = {
            "chat_id": int(to),
            "text": fitted.text,
            "link_preview_options": {"is_disabled": True},
        }
        if fitted.form == "buttons":
            rows = [
                [{"text": choice.label, "callback_data": choice.name}] for choice in fitted.choices
            ]
            body["reply_markup"] = {"inline_keyboard": rows}
        return _call(account, "sendMessage", body)

    def judge(self, outcome: Outcome, account: Account) -> Verdict:
        """Return what became of a message: the answer has a code, and a sentence in English."""
        if isinstance(outcome, Broken):
            return Unknown(outcome.reason) if outcome.was_sent else Wait("unreachable")
        try:
            answer = decode(outcome.body, _Answer)
        except NOT_READABLE:
            if outcome.status == 503:
                return Wait("503")
            return Unknown(f"HTTP {outcome.status} without an answer of Telegram")
        if answer.ok:
            return Sent(make_name(answer.result)) if answer.result else Unknown("no message")
        return _judge_error(answer)

    def show_typing(self, account: Account, *, to: str, name: str) -> Request | None:
        """Return a sendChatAction, which Telegram shows for five seconds."""
        return _call(account, "sendChatAction", {"chat_id": int(to), "action": "typing"})

    def acknowledge(self, account: Account, *, name: str) -> Request | None:
        """Return an answerCallbackQuery if a button was pressed: it waits for one."""
        if not name.startswith(CALLBACK):
            return None
        query = {"callback_query_id": name.removeprefix(CALLBACK)}
        return _call(account, "answerCallbackQuery", query)

    def connect(self, account: Account) -> Request | None:
        """Return a setWebhook with the door's address and the secret."""
        return connect(account)

    def inspect(self, account: Account) -> Request:
        """Return a getWebhookInfo."""
        return _call(account, "getWebhookInfo", {})

    def explain(self, outcome: Outcome, account: Account) -> list[str]:
        """Return whether Telegram accepts the token and calls the door."""
        if not isinstance(outcome, Response) or outcome.status != 200:
            return explain_verdict("Telegram", outcome, self.judge(outcome, account))
        try:
            webhook = decode(outcome.body, _Inspected).result
        except NOT_READABLE:
            return explain_verdict("Telegram", outcome, Unknown("unreadable"))
        if webhook.url != account.webhook:
            given = webhook.url or _("none")
            return [_("Telegram calls another address: %(url)s.") % {"url": given}]
        if webhook.last_error_message:
            sentence = _("Telegram could not deliver a message: %(reason)s.")
            return [sentence % {"reason": webhook.last_error_message}]
        return []


def make_secret(account: Account) -> str:
    """Return the secret that Telegram sends with each update; it is made of the bot's token."""
    token = Options(account.given).token.encode()
    return hmac.new(token, b"sharekit bots webhook", hashlib.sha256).hexdigest()


def connect(account: Account) -> Request:
    """Return the setWebhook that makes Telegram call this site's door."""
    body = {
        "url": account.webhook,
        "secret_token": make_secret(account),
        "allowed_updates": ["message", "edited_message", "callback_query"],
    }
    return _call(account, "setWebhook", body)


def _call(account: Account, method: str, body: dict[str, Any]) -> Request:
    options = Options(account.given)
    url = f"{options.base_url}/bot{options.token}/{method}"
    return Request(url, headers=JSON_HEADERS, body=msgspec.json.encode(body))


def _judge_error(answer: _Answer) -> Verdict:
    code, sentence = str(answer.error_code), shorten(answer.description)
    match answer.error_code:
        case 429:
            # It does not say whether the chat or the bot was too fast.
            seconds = answer.parameters.retry_after or 1
            return Wait(code, seconds=seconds, concerns="account")
        case 400 if "chat not found" in sentence.lower():
            return Refused("person", code, sentence)
        case 400:
            return Refused("message", code, sentence)
        case 403:
            return Refused("stopped", code, sentence)
        case 401 | 404:
            return Refused("account", code, sentence)
    return Wait(code) if answer.error_code >= 500 else Unknown(f"{code} {sentence}")
