"""The groups of an article, as the site's function names them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Final, NamedTuple

from django.db.models import Manager
from django.utils.functional import Promise

from sharekit.articles.text import clean, cut
from sharekit.models import NAME_LENGTH, Kind
from sharekit.nearest import suggest

MOST: Final = 50
"""The most groups of an article; any more are left out."""
_MOST_GIVEN: Final = 1000
"""The most values that are read of one kind: an iterable may be endless."""
_NO_TEXT: Final = (bytes, bytearray, memoryview, Mapping)


class Group(NamedTuple):
    """A group by its kind and name; as text, such as `section:Sport`, it is a filter."""

    kind: str
    name: str


def parse_groups(answer: Any) -> list[Group]:
    """Return the groups in a dict such as `{"section": "Sport", "author": ["Ann"], "tag": None}`.

    Each value is a text, an object with a text of its own, such as a model instance, an iterable of
    them, or None. Names are cleaned like titles; empty ones and repetitions are left out. Raises
    ValueError or TypeError, with a sentence, for anything else.
    """
    if answer is None:
        return []
    if not isinstance(answer, Mapping):
        raise TypeError(f"GROUPS must return a dict or None, not {type(answer).__name__}.")
    found: dict[Group, None] = {}
    for kind, value in answer.items():
        if kind not in Kind.values:
            raise ValueError(f"Unknown kind of group {kind!r}. {suggest(str(kind), Kind.values)}")
        for name in _list_names(value):
            found[Group(str(kind), name)] = None
            if len(found) == MOST:
                return list(found)
    return list(found)


def _list_names(value: Any) -> Iterator[str]:
    for each in islice(_list_values(value), _MOST_GIVEN):
        name = "" if each is None else clean(_check_text(each), NAME_LENGTH)
        if name:
            # Equal letters may be written in several ways.
            yield cut(unicodedata.normalize("NFC", name), NAME_LENGTH)


def _list_values(value: Any) -> Iterable[Any]:
    if isinstance(value, Manager):
        return value.all()
    is_one = isinstance(value, (str, Promise, *_NO_TEXT)) or not isinstance(value, Iterable)
    return (value,) if is_one else value


def _check_text(value: Any) -> Any:
    """Return a value that has a text; raise TypeError for one whose text would be that of Python's
    own `repr`.
    """
    is_number = isinstance(value, int) and not isinstance(value, bool)
    written: Any = type(value).__str__
    has_text = written is not object.__str__ and not isinstance(value, _NO_TEXT)
    if is_number or has_text:
        return value
    raise TypeError(f"A group's name must be a text or an object, not {type(value).__name__}.")
