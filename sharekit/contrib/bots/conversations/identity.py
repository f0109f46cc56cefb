"""Recognises a customer by keyed hashes: of the platform's own name, and of a telephone number."""

from __future__ import annotations

import re
from typing import Final

from sharekit.hashes import digest

_PHONE: Final = re.compile(r"\+?(\d{6,15})")
"""A number of E.164, with or without its plus sign."""


def get_key_hash(account: str, name: str) -> str:
    """Return the hash of a customer's name at an account: a user id, a PSID, a chat, a number."""
    return digest("bots.contact", account, name)


def get_name_hash(account: str, name: str) -> str:
    """Return the hash of the platform's name of a message."""
    return digest("bots.message", account, name)


def get_phone_hash(phone: str) -> str:
    """Return the hash of a telephone number of E.164, "" if it is not valid."""
    found = _PHONE.fullmatch(re.sub(r"[\s()./-]", "", phone))
    return digest("bots.phone", found[1]) if found else ""
