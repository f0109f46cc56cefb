"""Phrases: what a rule listens for, one a line, and how much of a message it covers.

`delivery time`      these words in a row
`= hello`            the whole message
`where * parcel`     up to five words between
`parcel|package`     one word or the other
`order {number}`     takes a value: number, date, email or word
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from typing import Final, Literal

import msgspec

from sharekit.contrib.bots.rules.reading.fold import Word, fold
from sharekit.contrib.bots.rules.reading.values import KINDS, read_at

MOST_BETWEEN: Final = 5
MOST_PARTS: Final = 20
MOST_SIGNS: Final = 200
"""The limits of a phrase, so that the time to match it is limited, too."""

_VALUE: Final = re.compile(r"\{([^{}]*)\}")

Mistake = Literal["empty", "long", "value", "twice", "star", "choice"]


class PhraseError(ValueError):
    """Says why a phrase cannot be understood."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__(mistake)
        self.mistake: Mistake = mistake


class Part(msgspec.Struct, frozen=True):
    """One word of a phrase: the ways to write it, or the kind of value that it takes.

    A way is several words where a word has a hyphen. `is_apart` allows words before it.
    """

    ways: tuple[tuple[str, ...], ...] = ()
    value: str = ""
    is_apart: bool = False


class Pattern(msgspec.Struct, frozen=True):
    """A phrase that was understood. Two that are equal match the same messages."""

    parts: tuple[Part, ...]
    is_whole: bool = False

    @property
    def values(self) -> tuple[str, ...]:
        """The kinds of values that it takes."""
        return tuple(part.value for part in self.parts if part.value)


class Match(msgspec.Struct, frozen=True):
    """How many words of a message a phrase covers, and the values that it takes from it."""

    words: int
    values: Mapping[str, str] = {}


def parse(phrase: str, language: str = "en") -> Pattern:
    """Return a phrase as a pattern; raise `PhraseError` if it cannot be understood."""
    text = phrase.strip()
    if len(text) > MOST_SIGNS:
        raise PhraseError("long")
    is_whole = text.startswith("=")
    parts: list[Part] = []
    is_apart = False
    for piece in text.removeprefix("=").split():
        if piece == "*":
            if is_apart or not parts:
                raise PhraseError("star")
            is_apart = True
            continue
        for part in _parse_piece(piece, language):
            parts.append(msgspec.structs.replace(part, is_apart=is_apart))
            is_apart = False
    if is_apart:
        raise PhraseError("star")
    _check(parts)
    return Pattern(tuple(parts), is_whole)


def _check(parts: Sequence[Part]) -> None:
    if not parts:
        raise PhraseError("empty")
    if len(parts) > MOST_PARTS:
        raise PhraseError("long")
    values = [part.value for part in parts if part.value]
    if len(set(values)) < len(values):
        raise PhraseError("twice")


def _parse_piece(piece: str, language: str) -> list[Part]:
    """Return what is between two spaces of a phrase; punctuation is nothing."""
    if "{" in piece or "}" in piece:
        found = _VALUE.fullmatch(piece.rstrip("?!.,;:"))
        if found is None or found[1] not in KINDS:
            raise PhraseError("value")
        return [Part(value=found[1])]
    if "|" not in piece:
        return [Part(((word,),)) for word in fold(piece, language)]
    ways = [fold(way, language) for way in piece.split("|")]
    if not all(ways):
        raise PhraseError("choice")
    return [Part(tuple(sorted(set(ways))))]


def may_match(pattern: Pattern, vocabulary: Set[str]) -> bool:
    """Return False if a message of these words certainly does not match: most phrases end here."""
    return all(
        part.value or any(way[0] in vocabulary for way in part.ways) for part in pattern.parts
    )


def match(pattern: Pattern, words: Sequence[Word]) -> Match | None:
    """Return how a message matches, by the most words; None if it does not.

    All places where the pattern may begin are followed at once, and of those that meet only the
    best continues, so the time grows with the length of the message and nothing else.
    """
    starts = range(1) if pattern.is_whole else range(len(words))
    reached = {place: Match(0) for place in starts}
    for part in pattern.parts:
        reached = _advance(part, words, reached)
        if not reached:
            return None
    if pattern.is_whole:
        return reached.get(len(words))
    return max(reached.values(), key=lambda found: found.words)


def _advance(part: Part, words: Sequence[Word], reached: Mapping[int, Match]) -> dict[int, Match]:
    """Return the places behind a part, with the best match that leads to each."""
    further: dict[int, Match] = {}
    most = MOST_BETWEEN if part.is_apart else 0
    for place, found in reached.items():
        for start in range(place, min(place + most, len(words) - 1) + 1):
            for size, value in _read(part, words, start):
                values = {**found.values, part.value: value} if value else found.values
                better = Match(found.words + (1 if value else size), values)
                known = further.get(start + size)
                if known is None or known.words < better.words:
                    further[start + size] = better
    return further


def _read(part: Part, words: Sequence[Word], start: int) -> list[tuple[int, str]]:
    """Return how many words each way of a part covers at a place, with its value."""
    if part.value:
        size, value = read_at(part.value, words, start)
        return [(size, value)] if size else []
    return [
        (len(way), "")
        for way in part.ways
        if len(way) <= len(words) - start
        and all(word == words[start + place].text for place, word in enumerate(way))
    ]
