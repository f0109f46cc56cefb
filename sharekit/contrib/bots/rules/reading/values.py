"""Values in a message: numbers, dates, mail addresses, words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final, Literal, get_args

import msgspec

from sharekit.contrib.bots.rules.reading.fold import Word

Kind = Literal["number", "date", "email", "word"]
KINDS: Final[tuple[str, ...]] = get_args(Kind)

_MOST_DIGITS: Final = 30
_MOST_SIGNS: Final = 60
_MOST_RUNS: Final = 3
"""A postcode may have two parts, and a name three."""
_DIGITS: Final = re.compile(r"\d+")
_EMAIL: Final = re.compile(r"[^@\s,;:<>()\[\]]{1,64}@[^@\s,;:<>()\[\]]{1,190}\.\w{2,60}")
_YEAR_FIRST: Final = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})")
_YEAR_LAST: Final = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4}|\d{2})")


class Take(msgspec.Struct, frozen=True):
    """A value that an answer of the site needs.

    `ask` is the question for it. A number has `least` to `most` digits, a word as many signs; 0
    means any.
    """

    name: str
    kind: Kind
    ask: str
    least: int = 0
    most: int = 0

    @property
    def example(self) -> str:
        """What a customer could write."""
        examples = {"date": "2026-12-24", "email": "name@example.com", "word": "ABC"}
        digits = self.least or min(self.most or 4, 4)
        return examples.get(self.kind) or "47110815"[:digits].ljust(digits, "0")

    def fits(self, value: str) -> bool:
        """Return whether a value of the kind has the length that is wanted."""
        if self.kind not in ("number", "word"):
            return True
        return self.least <= len(value) <= (self.most or len(value))


def read_at(kind: str, words: Sequence[Word], place: int) -> tuple[int, str]:
    """Return how many words a value at a place has, and the value; (0, "") if there is no value.

    A date is "2026-12-24", whatever its form was.
    """
    word = words[place]
    if kind == "number":
        # A part of a date or of a longer number is not one.
        is_one = word.text.isdecimal() and len(_DIGITS.findall(word.raw)) == 1
        return (1, word.text) if is_one and len(word.text) <= _MOST_DIGITS else (0, "")
    value = ""
    if kind == "email" and _EMAIL.fullmatch(word.raw):
        value = word.raw.lower()
    elif kind == "date":
        value = _read_date(word.raw)
    elif kind == "word" and len(word.raw) <= _MOST_SIGNS:
        value = word.raw
    return (word.size, value) if word.size and value else (0, "")


def find(take: Take, words: Sequence[Word]) -> str:
    """Return the value that answers a question, or "" if there is none that fits.

    Numbers, dates and addresses may be within a sentence, and a number may be typed in groups. A
    word is the whole message.
    """
    runs = [word.raw for word in words if word.size]
    if take.kind == "word":
        whole = " ".join(runs)
        is_word = 0 < len(runs) <= _MOST_RUNS and len(whole) <= _MOST_SIGNS
        return whole if is_word and take.fits(whole) else ""
    grouped = "".join(word.text for word in words)
    is_grouped = all(word.text.isdecimal() for word in words) and not any(map(_read_date, runs))
    if take.kind == "number" and is_grouped:
        return grouped if 0 < len(grouped) <= _MOST_DIGITS and take.fits(grouped) else ""
    values = (read_at(take.kind, words, place)[1] for place in range(len(words)))
    return next((value for value in values if value and take.fits(value)), "")


def _read_date(text: str) -> str:
    """Return a date as "2026-12-24", or "" if the text is not one. The day comes before the month.

    Where that is impossible, the month comes first.
    """
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = map(int, found.groups())
        return _write_date(year, month, day)
    if found := _YEAR_LAST.fullmatch(text):
        day, month, year = map(int, found.groups())
        year += 2_000 if year < 100 else 0
        return _write_date(year, month, day) or _write_date(year, day, month)
    return ""


def _write_date(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
