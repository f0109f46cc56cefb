"""Twilio's signature, and the keys of an account."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import parse_qs, urlsplit

from sharekit.contrib.bots.platforms.protocol import Account, Call, Key
from sharekit.setting import Settings

_SIGNATURE: Final = "x-twilio-signature"
_SETTINGS: Final = "x-twilio-webhooks-signature-settings"
_MOST_FIELDS: Final = 1_000


class Options(Settings):
    """The keys of a number at Twilio."""

    account_sid = Key(meaning="The account's SID.")
    auth_token = Key(meaning="The account's auth token.", is_secret=True)
    sender = Key(
        name="from",
        meaning="The number with + and country code, or the SID of a messaging service.",
    )
    shared_key = Key(
        meaning="The shared key, if Twilio signs webhooks with one.",
        is_secret=True,
        is_required=False,
    )
    base_url = Key("https://api.twilio.com", meaning="The address of the API.")


def sign(url: str, form: Mapping[str, Sequence[str]], *, key: str, algorithm: str = "sha1") -> str:
    """Return Twilio's signature: of the address, then each name and its values, all sorted."""
    fields = (name + value for name in sorted(form) for value in sorted(set(form[name])))
    text = url + "".join(fields)
    return base64.b64encode(
        hmac.digest(key.encode(), text.encode(errors="replace"), algorithm)
    ).decode()


def is_signed(call: Call, account: Account, form: Mapping[str, Sequence[str]]) -> bool:
    """Return whether an account's key signed a call.

    The address is the public one of the site's settings: behind a proxy the request's own is
    another, and its Host header may be anybody's.
    """
    options = Options(account.given)
    key, algorithm = options.auth_token, "sha1"
    if _SETTINGS in call.headers:
        parts = [part.strip() for part in call.headers[_SETTINGS].split(",")]
        if "algorithm=HMAC_SHA256" not in parts:
            return False
        key, algorithm = options.shared_key, "sha256"
    if not key or not account.webhook:
        return False
    given = call.get_bytes(_SIGNATURE)
    query = f"?{call.query}" if call.query else ""
    matches = [
        hmac.compare_digest(given, sign(url + query, form, key=key, algorithm=algorithm).encode())
        for url in _list_addresses(account.webhook)
    ]
    return any(matches)


def _list_addresses(url: str) -> tuple[str, str]:
    """Return an address with and without its port: Twilio signs one or the other."""
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    host = parts.netloc.removesuffix(f":{port}")
    return (
        parts._replace(netloc=f"{host}:{port}").geturl(),
        parts._replace(netloc=host).geturl(),
    )


def parse(body: bytes) -> dict[str, list[str]]:
    """Return the fields of a form, blank ones and spaces included: all of them are signed."""
    text = body.decode()
    return parse_qs(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="strict")
