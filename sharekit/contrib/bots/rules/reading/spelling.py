"""Understands a long word in which one letter is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from sharekit.contrib.bots.rules.reading.fold import Word

LEAST_LETTERS: Final = 6
"""Shorter words are too often another word if one letter changes."""
_MOST_LETTERS: Final = 40


class Spelling:
    """The words of a bot's phrases, by each of their forms in which a letter is missing.

    Two words that differ in one letter have such a form in common, so looking a word up takes as
    long as it has letters, however many words there are.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._known = set(words)
        self._by_form: dict[str, set[str]] = {}
        for word in filter(_is_long, self._known):
            for form in _list_forms(word):
                self._by_form.setdefault(form, set()).add(word)

    def correct(self, words: Sequence[Word]) -> tuple[Word, ...]:
        """Return words, each as the only known word from which it differs in one letter."""
        return tuple(replace(word, text=self._correct(word.text)) for word in words)

    def _correct(self, text: str) -> str:
        if text in self._known or not _is_long(text):
            return text
        forms = _list_forms(text)
        near = {word for form in forms for word in self._by_form.get(form, ())}
        meant = [word for word in near if _is_near(text, word)]
        return meant[0] if len(meant) == 1 else text


def _is_long(word: str) -> bool:
    return LEAST_LETTERS <= len(word) <= _MOST_LETTERS


def _list_forms(word: str) -> Iterator[str]:
    """Yield a word, and the word without each of its letters."""
    yield word
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]


def _is_near(word: str, other: str) -> bool:
    """Return whether a letter is more, less or another, or two neighbours have changed places."""
    begin = 0
    while word[begin : begin + 1] == other[begin : begin + 1] and begin < len(word):
        begin += 1
    rest, wanted = word[begin:], other[begin:]
    is_swapped = rest[:2] == wanted[1::-1] and rest[2:] == wanted[2:]
    return rest[1:] == wanted or rest == wanted[1:] or rest[1:] == wanted[1:] or is_swapped
