"""The mark in a shared address: creating, recognising, adding and removing it.

The page's script has the same functions in sharekit_js/src/sharekit/mark.js, with the same laws:
`strip(mark(u, t)) == (u, t)` for every u without a mark, an empty fragment or a leading `&`, and
`mark(mark(u, a), b) == mark(u, b)`.
"""

from __future__ import annotations

import re
import secrets
from typing import Final

from django.utils.crypto import salted_hmac

ALPHABET: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
"""Base58, which leaves out 0, O, I and l (draft-msporny-base58)."""

LENGTH: Final = 11
"""The characters of a token: the channel's letter and 10 random ones (58 bits)."""

TOKEN: Final = f"[a-zA-Z][{ALPHABET}]{{10}}"
"""A token, as a regular expression."""

NAME: Final = f"[{ALPHABET}]{{11}}"
"""The name of a marked view, as a regular expression."""

_TOKEN: Final = re.compile(TOKEN)
# A mark ends at `&`, at the end, or at closing punctuation that a chat appended: literally, or
# percent-encoded as browsers do with quotes, brackets and all characters beyond ASCII.
_MARK: Final = re.compile(
    rf"&sk(?:=|%3[Dd])([a-zA-Z](?:[{ALPHABET}]{{10}})?)"
    r"(?:[!-%'-/:-@\[-`{-~]|%(?:2\w|3[A-Fa-f]|60|[89A-Fa-f]\w))*(?=&|\Z)",
    re.ASCII,
)


def mint(letter: str) -> str:
    """Return a new token for the channel with that letter."""
    return letter + "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))


def derive(letter: str, *parts: str) -> str:
    """Return the token for some texts without line breaks; the same texts give the same token.

    It cannot be computed without SECRET_KEY.
    """
    digest = salted_hmac("sharekit.link", "\n".join(parts), algorithm="sha256").digest()
    number = int.from_bytes(digest, "big")
    token = letter
    for _ in range(LENGTH - 1):
        number, place = divmod(number, len(ALPHABET))
        token += ALPHABET[place]
    return token


def is_token(text: str) -> bool:
    """Return whether a text is a complete token: a letter and ten base58 characters."""
    return _TOKEN.fullmatch(text) is not None


def mark(address: str, token: str) -> str:
    """Return the address with the token in its fragment, replacing an older mark.

    `token` may be only the letter of a channel. Addresses of hash routers (`#/`, `#!`) are
    unchanged.
    """
    page, anchor, directive = _split(address)
    if _is_route(_remove_marks(anchor)):
        return address
    pieces = _MARK.sub("", f"&{anchor}") if anchor else ""
    return f"{page}#{f'{pieces}&sk={token}'[1:]}{directive}"


def strip(address: str) -> tuple[str, str | None]:
    """Return the address without marks, and the first mark: a token, only a letter, or None."""
    page, anchor, directive = _split(address)
    first = _MARK.search(f"&{anchor}")
    rest = _remove_marks(anchor)
    # An address that would be a route without its mark is one already.
    if first is None or _is_route(rest):
        return address, None
    rest += directive
    return (f"{page}#{rest}" if rest else page), first[1]


def _split(address: str) -> tuple[str, str, str]:
    """Return the page, the anchor after `#`, and the `:~:` directive."""
    page, _, fragment = address.partition("#")
    anchor, sign, text = fragment.partition(":~:")
    return page, anchor, sign + text


def _remove_marks(anchor: str) -> str:
    return _MARK.sub("", f"&{anchor}")[1:]


def _is_route(anchor: str) -> bool:
    return anchor.startswith(("/", "!"))
