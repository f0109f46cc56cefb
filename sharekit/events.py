"""Events: one fact each, as a browser sends it and as it waits in a buffer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from sharekit.keys import ArticleKey
from sharekit.tokens import NAME, TOKEN

MOST_EVENTS: Final = 32
"""The most events in one request."""
MOST_BYTES: Final = 8192
"""The most bytes of a request's body."""
LONGEST_KEY: Final = 4000
"""The most characters of an article's key."""
OLDEST: Final = 7 * 24 * 3600 * 1000
"""Milliseconds that an event may be late if a reader's device kept it."""
LATE: Final = 3600 * 1000
"""Milliseconds that any other event may be late.

An open page sends its events within a second, and those that have a name three times within some
minutes. The rest is for a device that slept in between.
"""

_LARGEST: Final = 2**53 - 1
Token = Annotated[str, Meta(pattern=f"^{TOKEN}\\Z")]
Mark = Annotated[str, Meta(pattern=f"^(?:{TOKEN}|[a-zA-Z])\\Z")]
Name = Annotated[str, Meta(pattern=f"^{NAME}\\Z")]
Text = Annotated[str, Meta(max_length=2000, pattern="^[^\\x00]*\\Z")]
Key = Annotated[str, Meta(max_length=LONGEST_KEY, pattern="^[^\\x00]*\\Z")]
Block = Annotated[str, Meta(min_length=1, max_length=64, pattern="^[^\\x00]*\\Z")]
Age = Annotated[int, Meta(ge=-_LARGEST, le=_LARGEST)]


class Share(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="share"):
    """A reader used a button. `age` is in milliseconds; `article` overrides the request's key."""

    channel: Text
    token: Token | None = None
    parent: Token | None = None
    age: Age = 0
    article: Key | None = None

    @property
    def is_named(self) -> bool:
        """Whether it counts once, however often it is sent."""
        return self.token is not None


class Copy(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="copy"):
    """A reader copied the article's link or a passage; `length` is the class of the passage's
    length: short has fewer than 12 words.

    `block` is the id of the article's block in which the passage begins.
    """

    channel: Text
    token: Token | None = None
    parent: Token | None = None
    length: Literal["short", "long", "image"] | None = None
    block: Block | None = None
    age: Age = 0
    article: Key | None = None

    @property
    def is_lookup(self) -> bool:
        """Whether it is a copy of a few words, which is not a share and has no mark."""
        return self.length == "short"

    @property
    def is_named(self) -> bool:
        """Whether it counts once, however often it is sent."""
        return self.token is not None and not self.is_lookup


class View(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="view"):
    """A reader opened the page. An entry begins a visit; `referrer` is an origin."""

    entry: bool = False
    token: Mark | None = None
    id: Name | None = None
    referrer: Text = ""
    age: Age = 0
    article: Key | None = None

    @property
    def is_marked(self) -> bool:
        """Whether it came through a link with a token, not only a channel's letter."""
        return self.token is not None and len(self.token) > 1

    @property
    def is_named(self) -> bool:
        """Whether it counts once, however often it is sent."""
        return self.is_marked


class Request(msgspec.Struct, frozen=True):
    """The body of one request: the page's article and its events."""

    events: Annotated[list[Share | Copy | View], Meta(min_length=1, max_length=MOST_EVENTS)]
    article: Key | None = None


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One fact, checked and stamped, as it waits in a buffer; a lookup is a copy of a few words.

    `at` is when it happened and `received` when it arrived, in milliseconds since the epoch. `mark`
    is a token, only a channel's letter, or "" for a plain view; `parent` a token or "". `name` is a
    marked view's id, `reader` the keyed hash of its reader ("" if unknown), `source` the source of
    an entry, "" for a view that is not an entry, or the app that fetched a preview; `block` the id
    of the block in which a copied passage begins.
    """

    kind: Literal["share", "copy", "lookup", "view", "preview"]
    article: ArticleKey
    at: int
    received: int
    mark: str = ""
    parent: str = ""
    name: str = ""
    reader: str = ""
    source: str = ""
    block: str = ""


_READER: Final = re.compile(rb',?"reader":"[^"]*"')
_encoder: Final = msgspec.json.Encoder()
_decoder: Final = msgspec.json.Decoder(list[Event])
_splitter: Final = msgspec.json.Decoder(list[msgspec.Raw])
_decoder_of_one: Final = msgspec.json.Decoder(Event)


def encode(events: list[Event]) -> bytes:
    """Return events as the JSON text that a buffer stores."""
    return _encoder.encode(events)


class Unreadable(msgspec.Struct, frozen=True):
    """A text that is not a valid event, and why; a newer version may have written it.

    Everything that could identify a reader has been removed from it.
    """

    text: bytes
    reason: str


def decode(text: bytes) -> Sequence[Event | Unreadable]:
    """Return the events of such a text, in order."""
    try:
        return _decoder.decode(text)
    except ValueError:
        # Rare, and four times as slow: decode one by one, to keep the valid events.
        return _decode_each(text)


def _decode_each(text: bytes) -> list[Event | Unreadable]:
    try:
        parts = _splitter.decode(text)
    except ValueError as error:
        return [_set_aside(text, error)]
    return [_decode_one(bytes(part)) for part in parts]


def _decode_one(text: bytes) -> Event | Unreadable:
    try:
        return _decoder_of_one.decode(text)
    except ValueError as error:
        return _set_aside(text, error)


def _set_aside(text: bytes, error: ValueError) -> Unreadable:
    return Unreadable(_READER.sub(b"", text), str(error))
