"""Signs a body as its vendor does."""

from __future__ import annotations

from urllib.parse import parse_qs

from sharekit.contrib.bots.platforms.meta import graph
from sharekit.contrib.bots.platforms.protocol import Account, Call
from sharekit.contrib.bots.platforms.telegram.platform import make_secret
from sharekit.contrib.bots.platforms.twilio import signing


def make_call(account: Account, body: bytes, *, query: str = "") -> Call:
    """Return a call that the account's platform has signed."""
    if account.platform == "telegram":
        headers = {"x-telegram-bot-api-secret-token": make_secret(account)}
    elif account.platform == "twilio":
        form = parse_qs(body.decode(errors="replace"), keep_blank_values=True)
        url = f"{account.webhook}?{query}" if query else account.webhook
        signature = signing.sign(url, form, key=account.given["auth_token"])
        headers = {"x-twilio-signature": signature}
    else:
        headers = {"x-hub-signature-256": graph.sign(body, account.given["app_secret"])}
    return Call("POST", query=query, headers=headers, body=body)
