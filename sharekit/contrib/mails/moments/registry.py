"""The moments that the site's code declares; filled when each app's mails.py is imported."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, Literal, TypeVar, get_args

import msgspec
from django.utils.functional import Promise

from sharekit.contrib.mails.models import SLUG_LENGTH
from sharekit.nearest import suggest

Person = Any
"""A user with a mail address, or a mail address."""
Key = str | int | None
"""The name of an occasion, such as the shop's number of an order; None is refused."""
Every = Literal["", "hour", "day", "week"]
_RESERVED: Final = frozenset({"slug", "person", "key", "language", "site", "site_name"})
"""Names that `happened` or the text of a mail uses itself."""


class Occasion(msgspec.Struct, frozen=True):
    """A moment of one person: what a finder may yield in place of `(person, key, facts)`.

    A `topic` limits it to the marketing mails of that topic.
    """

    person: Person
    key: Key
    facts: Mapping[str, Any] = {}
    language: str = ""
    site: str = ""
    topic: str = ""


Found = tuple[Person, Key] | tuple[Person, Key, Mapping[str, Any]] | Occasion
Finder = Callable[[datetime], Iterable[Found]]
"""Yields persons at the time given, each with the key of the occasion."""
Decorated = TypeVar("Decorated", bound=Finder)


class Moment(msgspec.Struct, frozen=True):
    """A moment by its short name; `find` is there for one that is looked for, `every` so often."""

    slug: str
    title: str | Promise
    facts: Sequence[str] = ()
    every: Every = ""
    find: Finder | None = None


MOMENTS: Final[dict[str, Moment]] = {}


def moment(
    slug: str, title: str | Promise, *, facts: Sequence[str] = (), every: Every = ""
) -> Callable[[Decorated], Decorated]:
    """Declare a moment: what `happened` announces, or as a decorator what a function finds.

    `facts` names the places that a mail may have besides those of each mail. A decorated function
    is called once in each hour, day or week, as `every` says. Raises ValueError if a name is not
    valid or declared before.
    """
    _check(slug, facts, every)
    declared = Moment(slug, title, tuple(facts), every)
    MOMENTS[slug] = declared

    def decorate(find: Decorated) -> Decorated:
        if not every:
            raise ValueError(f"Say how often the function of {slug!r} is called: every='day'.")
        MOMENTS[slug] = msgspec.structs.replace(declared, find=find)
        return find

    return decorate


def find_moment(slug: str) -> Moment:
    """Return a moment by its short name; raise ValueError that names the nearest."""
    if slug not in MOMENTS:
        raise ValueError(f"The moment {slug!r} is not declared. {suggest(slug, MOMENTS)}")
    return MOMENTS[slug]


def check_facts(declared: Moment, facts: Iterable[str]) -> None:
    """Raise ValueError for a fact that a moment does not declare."""
    for name in facts:
        if name not in declared.facts:
            raise ValueError(
                f"The moment {declared.slug!r} has no fact {name!r}. "
                f"{suggest(name, declared.facts)}"
            )


def _check(slug: str, facts: Sequence[str], every: str) -> None:
    if not re.fullmatch(rf"[a-z][a-z0-9-]{{0,{SLUG_LENGTH - 1}}}", slug):
        raise ValueError(
            f"The name of the moment {slug!r} is not valid: it must have at most {SLUG_LENGTH} "
            "small letters, digits and hyphens, such as 'order-shipped'."
        )
    if slug in MOMENTS:
        raise ValueError(f"The moment {slug!r} is declared twice.")
    if every not in get_args(Every):
        choices = [each for each in get_args(Every) if each]
        raise ValueError(f"every={every!r} is not valid. {suggest(every, choices)}")
    for name in facts:
        if not name.isidentifier() or name in _RESERVED:
            raise ValueError(
                f"The fact {name!r} of the moment {slug!r} is not valid: it must be a name such as "
                f"'order', other than {', '.join(sorted(_RESERVED))}."
            )
