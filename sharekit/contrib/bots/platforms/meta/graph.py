"""What WhatsApp and Messenger share: signature, handshake, versions and errors of the Graph API."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final, TypeAlias
from urllib.parse import parse_qs

import msgspec

from sharekit.contrib.bots.platforms.protocol import (
    JSON_HEADERS,
    Account,
    Broken,
    Call,
    Key,
    Outcome,
    Reply,
    Request,
)
from sharekit.contrib.bots.platforms.reading import NOT_READABLE, decode
from sharekit.contrib.bots.platforms.verdicts import (
    Cause,
    Refused,
    Unknown,
    Verdict,
    Verdicts,
    Wait,
    shorten,
)
from sharekit.setting import Settings

GRAPH_VERSION: Final = "v26.0"
"""The newest version of the Graph API (29 July 2026); none has a known end but those below."""
GRAPH_ENDS: Final = {"v21.0": date(2027, 1, 21)}
ACCOUNT_CODES: Final = (0, 3, 10, 190, *range(200, 300), 368)
"""Codes of both platforms for which the owner must act: a token, a permission, a policy."""
FindVerdict: TypeAlias = Callable[[int, int, str], Wait | Refused | None]
"""Takes a code, its subcode or 0, and the explanation."""
_SIGNATURE: Final = "x-hub-signature-256"


class GraphOptions(Settings):
    """The keys that an account of WhatsApp or Messenger has."""

    token = Key(meaning="The access token with which messages are sent.", is_secret=True)
    app_secret = Key(meaning="The app secret, with which Meta signs.", is_secret=True)
    verify_token = Key(
        meaning="A text of your own, which you also enter in Meta's form for the webhook.",
        is_secret=True,
    )
    graph_version = Key(GRAPH_VERSION, meaning="The version of the Graph API.")
    base_url = Key("https://graph.facebook.com", meaning="The address of the Graph API.")


class _Error(msgspec.Struct):
    code: int
    message: str = ""
    error_subcode: int = 0
    is_transient: bool = False
    error_data: Any = None


class _Answer(msgspec.Struct):
    error: _Error | None = None


def greet(call: Call, accounts: Sequence[Account]) -> Reply | None:
    """Return the challenge if the verify token is that of an account."""
    query = parse_qs(call.query)
    mode, token, challenge = (
        query.get(f"hub.{name}", [""])[0] for name in ("mode", "verify_token", "challenge")
    )
    tokens = [GraphOptions(account.given).verify_token for account in accounts]
    # No early exit: how long it takes says nothing about a token.
    matches = [hmac.compare_digest(token.encode(), each.encode()) for each in tokens if each]
    # The challenge is a number; anything else would be a text of a stranger on the site's origin.
    is_number = challenge.isascii() and challenge.isdigit()
    if mode != "subscribe" or not any(matches) or not is_number:
        return None
    return Reply(challenge.encode())


def verify(call: Call, accounts: Sequence[Account]) -> list[Account]:
    """Return the accounts whose app secret signed the body, as its bytes came."""
    given = call.get_bytes(_SIGNATURE)
    return [
        account
        for account in accounts
        if (secret := GraphOptions(account.given).app_secret)
        and hmac.compare_digest(given, sign(call.body, secret).encode())
    ]


def sign(body: bytes, secret: str) -> str:
    """Return the value of the header X-Hub-Signature-256 for a body."""
    return f"sha256={hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}"


def write(account: Account, path: str, body: dict[str, Any]) -> Request:
    """Return a POST of JSON to the Graph API; its token is in a header, not in the address."""
    options = GraphOptions(account.given)
    return Request(
        f"{options.base_url}/{options.graph_version}/{path}",
        headers=JSON_HEADERS | {"Authorization": f"Bearer {options.token}"},
        body=msgspec.json.encode(body),
    )


def read(account: Account, path: str) -> Request:
    """Return a GET of the Graph API."""
    request = write(account, path, {})
    headers = {"Authorization": request.headers["Authorization"]}
    return Request(request.url, headers=headers, method="GET")


def judge_failure(outcome: Outcome, find: FindVerdict) -> Verdict:
    """Return what follows from an answer that is not a success.

    Meta says to judge by the code, and never by the title or the HTTP status.
    """
    if isinstance(outcome, Broken):
        return Unknown(outcome.reason) if outcome.was_sent else Wait("unreachable")
    try:
        error = decode(outcome.body, _Answer).error
    except NOT_READABLE:
        error = None
    if error is None:
        if outcome.status == 503:
            return Wait("503")
        return Unknown(f"HTTP {outcome.status} without an answer of Meta")
    if verdict := find(error.code, error.error_subcode, _explain(error)):
        return verdict
    code = f"{error.code}/{error.error_subcode}" if error.error_subcode else str(error.code)
    if error.is_transient or outcome.status >= 500:
        return Wait(code)
    return Refused("message", code, _explain(error))


def find_verdict(table: Verdicts, code: int, sentence: str) -> Wait | Refused | None:
    """Return what follows from a code by a platform's table, or by the codes of both."""
    common: dict[Cause, tuple[int, ...]] = {"account": ACCOUNT_CODES}
    return table.find(code, sentence) or Verdicts(refused=common, waits=(1, 2), busy=(4,)).find(
        code, sentence
    )


def _explain(error: _Error) -> str:
    """Return the most detailed explanation."""
    details = error.error_data.get("details") if isinstance(error.error_data, dict) else None
    return shorten(details if isinstance(details, str) else error.message)
