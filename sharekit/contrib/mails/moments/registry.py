"""The moments that the site's code declares; filled when each app's mails.py is imported."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, Final, Literal

import msgspec
from django.utils.functional import Promise

Person = Any
"""A user with a mail address, or a mail address."""
Finder = Callable[[datetime], Iterable[tuple[Person, str]]]
"""Yields persons at the time given, each with the key of the occasion."""


class Moment(msgspec.Struct, frozen=True):
    """A moment by its short name; `find` is there for one that is looked for, `every` so often."""

    slug: str
    title: str | Promise
    facts: Sequence[str] = ()
    every: Literal["", "hour", "day", "week"] = ""
    find: Finder | None = None


MOMENTS: Final[dict[str, Moment]] = {}
