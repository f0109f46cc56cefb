"""The mark in a shared address: made, recognised, put in and taken out.

The page's script has the same functions in sharekit_js/src/mark.js; the laws are the same:
`strip(mark(u, t)) == (u, t)` for every u without a mark of ours, an empty fragment or a leading
`&`, and `mark(mark(u, a), b) == mark(u, b)`.
"""

from __future__ import annotations

import re
import secrets
from typing import Final

ALPHABET: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
"""Base58, which leaves out 0, O, I and l (draft-msporny-base58)."""

LENGTH: Final = 11
"""Characters of a token: the channel's letter and 10 random ones (58 bits)."""

TOKEN: Final = f"[a-zA-Z][{ALPHABET}]{{10}}"
"""A token, as a regular expression."""

NAME: Final = f"[{ALPHABET}]{{11}}"
"""The name of a marked view, as a regular expression."""

_FULL: Final = re.compile(TOKEN)
# A mark ends at `&`, at the end, or at punctuation that a chat glued on.
_MARK: Final = re.compile(
    rf"(^|&)sk(?:=|%3[Dd])([a-zA-Z](?:[{ALPHABET}]{{10}})?)(?:(?=&|$)|[!-%'-/:;<=>?@\[-`{{-~]+(?=&|$))"
)


def mint(letter: str) -> str:
    """Return a new token for the channel with that letter."""
    return letter + "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))


def is_token(text: str) -> bool:
    """Tell whether a text is a whole token: a letter and ten base58 characters."""
    return _FULL.fullmatch(text) is not None


def mark(address: str, token: str) -> str:
    """Return the address with the token in its fragment, in the place of an older mark.

    `token` may be a channel's letter alone. Addresses of hash routers (`#/`, `#!`) stay unmarked.
    """
    page, _, fragment = strip(address)[0].partition("#")
    if fragment.startswith(("/", "!")):
        return address
    anchor, directive, text = fragment.partition(":~:")
    return f"{page}#{anchor}{'&' if anchor else ''}sk={token}{directive}{text}"


def strip(address: str) -> tuple[str, str | None]:
    """Return the address without marks, and the first mark: a token, a letter alone, or None."""
    page, _, fragment = address.partition("#")
    if fragment.startswith(("/", "!")):
        return address, None
    anchor, directive, text = fragment.partition(":~:")
    found = _MARK.search(anchor)
    if not found:
        return address, None
    while _MARK.search(anchor):
        anchor = _MARK.sub("", anchor).removeprefix("&")
    rest = f"{anchor}{directive}{text}"
    return (f"{page}#{rest}" if rest else page), found[2]
