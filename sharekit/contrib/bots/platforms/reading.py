"""Reads what platforms send: one bad event never takes the others with it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, TypeVar

import msgspec

from sharekit.contrib.bots.messages import Kind, Said
from sharekit.contrib.bots.platforms.events import AnyEvent, Unreadable

T = TypeVar("T")

MOST_TEXT: Final = 4_096
"""The most characters that are kept of a message."""
NOT_READABLE: Final = (
    msgspec.MsgspecError,
    UnicodeError,
    RecursionError,
    ValueError,
    OverflowError,
)


def decode(body: bytes, kind: type[T]) -> T:
    """Return a JSON body as a struct.

    A half of a surrogate pair is valid JSON, but msgspec refuses a batch in which it occurs.
    """
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.ValidationError:
        raise
    except (msgspec.DecodeError, UnicodeError):
        value = json.loads(body.decode(errors="replace"))
        text = json.dumps(value, ensure_ascii=False).encode("utf-16", "surrogatepass")
        return msgspec.json.decode(text.decode("utf-16", "replace"), type=kind)


def read_each(
    parts: Iterable[msgspec.Raw], account: str, read: Callable[[msgspec.Raw], AnyEvent]
) -> Iterator[AnyEvent]:
    """Yield the event of each part; a part that cannot be read becomes an Unreadable."""
    return read_lists(parts, account, lambda part: [read(part)])


def read_lists(
    parts: Iterable[msgspec.Raw], account: str, read: Callable[[msgspec.Raw], Iterable[AnyEvent]]
) -> Iterator[AnyEvent]:
    """Yield the events of each part; a part that cannot be read becomes an Unreadable."""
    for part in parts:
        try:
            yield from list(read(part))
        except NOT_READABLE as error:
            yield set_aside(bytes(part), account, error)


def set_aside(part: bytes, account: str, error: BaseException) -> Unreadable:
    """Return the event of a part that cannot be read; the reason has nothing of its text."""
    name = f"unreadable.{hashlib.sha256(part).hexdigest()}"
    # ValidationError says which field is wrong, and never its value.
    detail = str(error) if isinstance(error, msgspec.ValidationError) else ""
    return Unreadable(account=account, name=name, reason=f"{type(error).__name__} {detail}".strip())


def make_said(kind: Kind, text: str = "", *, choice: str = "", ref: str = "") -> Said:
    """Return what was said, as it can be stored."""
    return Said(kind=kind, text=clean(text), choice=clean(choice), ref=clean(ref))


def clean(text: str) -> str:
    """Return a text as it can be stored: PostgreSQL refuses NUL."""
    return text.replace("\0", "")[:MOST_TEXT]


def digest(*parts: Any) -> str:
    """Return a name for an event to which its platform gives none."""
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()
