"""Reads a line of an editor's text as spans: words, and addresses that become links.

An address in the value of a fact is text, unless the name of the fact ends with "_url": people
choose their own names, and "https://…" is one that spammers choose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

from sharekit import tokens
from sharekit.contrib.mails.models import Mail
from sharekit.contrib.mails.writing import addresses, places

_ADDRESS: Final = re.compile(
    rf"(?P<url>{addresses.URL.pattern})|"
    rf"(?<![{{%])\{{(?P<fact>[a-z][a-z0-9_]*{places.ADDRESS_ENDING})\}}(?!\}})",
    re.IGNORECASE,
)


class Span(msgspec.Struct, frozen=True):
    """A piece of a line: a link if it has an address, the value of a place, or words."""

    text: str
    address: str = ""
    is_value: bool = False


def read(line: str, values: Mapping[str, str], *, mail: Mail) -> list[Span]:
    """Return the spans of a line, its places filled."""
    return list(_read(line, values, mail))


def _read(line: str, values: Mapping[str, str], mail: Mail) -> Iterator[Span]:
    end = 0
    for found in _ADDRESS.finditer(line):
        if found["url"]:
            written, rest = addresses.split(found["url"])
        else:
            written, rest = found[0], ""
        address = addresses.complete(written, values, mail=mail)
        if not address:
            continue
        yield from _fill(line[end : found.start()], values)
        # People read an address without its mark.
        yield Span(tokens.strip(address)[0], address)
        end = found.end() - len(rest)
    yield from _fill(line[end:], values)


def _fill(text: str, values: Mapping[str, str]) -> Iterator[Span]:
    end = 0
    for place in places.PLACE.finditer(text):
        value = values.get(place[2])
        if value is None:
            continue
        words = text[end : place.start()] + (place[1] if value else "")
        if words:
            yield Span(words)
        if value:
            yield Span(value, is_value=True)
        end = place.end()
    if text[end:]:
        yield Span(text[end:])
