"""The address that a channel opens, filled with the shared values.

`https://x.com/intent/tweet?[text={short}&]url={url}` has two places in braces; a part in brackets
is left out if one of its places has no value. Values are percent-encoded like in JavaScript's
encodeURIComponent, and are never parsed as templates.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from typing import Final
from urllib.parse import quote

PLACES: Final = {
    "url": "the marked address",
    "title": "the article's title",
    "short": "the title, cut to what fits into a post on X or Bluesky",
    "summary": "`summary=` of the tag",
    "hashtags": "`hashtags=` of the tag, with commas between them: `swifts,birds`",
    "tags": "the same as a text: `#swifts #birds`",
    "image": "the address of `image=` of the tag",
    "page": "the address without a mark",
}
"""The places that an address may have."""

_APP_TEXTS: Final = {
    "title": "app_title",
    "short": "app_title",
    "summary": "app_summary",
    "hashtags": "app_hashtags",
    "tags": "app_tags",
}
"""The places in an address that another program opens, by those that PLACES has for them."""

ENCODED_AS_IS: Final = "!'()*~"
"""The characters that JavaScript's encodeURIComponent keeps, besides letters, digits and `-._`."""

_PLACE: Final = re.compile(r"\{(\w+)\}")
_PART: Final = re.compile(r"\[([^\[\]]*)\]")


def encode(text: str) -> str:
    """Return a text percent-encoded: a space is %20, a line break %0D%0A or %0A."""
    return quote(text, safe=ENCODED_AS_IS)


def choose_parts(address: str, given: Container[str]) -> str:
    """Return an address without brackets; parts in brackets without a value are removed."""

    def choose(part: re.Match[str]) -> str:
        return part[1] if all(place in given for place in find_places(part[1])) else ""

    return _PART.sub(choose, address)


def choose_texts(address: str) -> str:
    """Return an address; that of an app gets texts that are cut to what Windows opens."""
    if address.startswith(("https:", "{")):
        return address
    return _PLACE.sub(lambda place: f"{{{_APP_TEXTS.get(place[1], place[1])}}}", address)


def find_places(address: str) -> list[str]:
    """Return the names of the places in an address, in order."""
    return _PLACE.findall(address)


def split_places(address: str) -> list[tuple[str, str]]:
    """Return the places in an address, each behind the text before it; the last one is ""."""
    texts_and_places = [*_PLACE.split(address), ""]
    return list(zip(texts_and_places[::2], texts_and_places[1::2], strict=True))


def fill(address: str, values: Mapping[str, str]) -> str:
    """Return a channel's address with values in its places; missing values are empty."""
    given = {name for name, value in values.items() if value}
    return _PLACE.sub(lambda place: encode(values.get(place[1], "")), choose_parts(address, given))
