"""Folds texts into words that compare equal however they were typed.

Small letters, without accents, apostrophes, punctuation, and signs that nobody sees. Languages that
are written without spaces, such as Chinese, Japanese and Thai, have each sign as a word: then words
in a row are a part of a text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Final

import msgspec

MOST_SIGNS: Final = 1_000
MOST_RUNS: Final = 60
MOST_WORDS: Final = 240
"""What a bot reads of a message: its first characters, of these the first runs between spaces, and
of these the first words; signs that are words are many.
"""

_LETTERS: Final[dict[str, dict[str, str | None]]] = {
    "da": {"æ": "ae", "ø": "oe", "å": "aa"},
    "de": {"ä": "ae", "ö": "oe", "ü": "ue"},
    "es": dict.fromkeys("ñ"),
    "et": dict.fromkeys("äöõü"),
    "fi": dict.fromkeys("äöå"),
    "nb": {"æ": "ae", "ø": "oe", "å": "aa"},
    "nn": {"æ": "ae", "ø": "oe", "å": "aa"},
    "sv": dict.fromkeys("äöå"),
}
"""Letters that mean another one in a language, and how else they are typed there."""
_WITHOUT_ACCENT: Final = {
    "ł": "l",
    "đ": "d",
    "ø": "o",
    "æ": "ae",
    "œ": "oe",
    # The i without a dot.
    "\u0131": "i",
    # Arabic stretches words with it.
    "\u0640": "",
}
_ELIDING: Final = frozenset({"ca", "fr", "it"})
"""Languages in which an apostrophe ends a word (l'article); elsewhere it is inside one (what's)."""
_APOSTROPHES: Final = frozenset("'`\u00b4\u02bc\u2018\u2019")
_YE: Final = "\u0435"
"""The Cyrillic letter of which many leave out the dots; others would be another letter."""
_OWN_WORDS: Final = (
    *((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF)),
    *((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF)),
)
"""Thai, Lao, Burmese, Khmer, kana, and Han."""


class Word(msgspec.Struct, frozen=True):
    """A word of a message.

    `raw` is the run of signs between two spaces that it is from, without punctuation around it.
    `size` is how many words that run has, on the first of them, and 0 on the others.
    """

    text: str
    raw: str
    size: int


def fold(text: str, language: str = "en") -> tuple[str, ...]:
    """Return the words of a text. Folding them again changes nothing."""
    return tuple(word for run in _clean(text).split() for word in _fold_run(run, language))


def read(message: str, language: str = "en") -> tuple[Word, ...]:
    """Return the words of a message, at most as many as a bot reads."""
    runs = _clean(message[:MOST_SIGNS])[:MOST_SIGNS].split()[:MOST_RUNS]
    return tuple(islice((word for run in runs for word in _read_run(run, language)), MOST_WORDS))


def get_base(language: str) -> str:
    """Return a language without its region: "de" for "de-at"."""
    return language.lower().replace("_", "-").partition("-")[0]


def _clean(text: str) -> str:
    """Return a text in normal form, with ASCII digits, without signs that nobody sees."""
    return "".join(map(_clean_sign, unicodedata.normalize("NFKC", text)))


@lru_cache(4_096)
def _clean_sign(sign: str) -> str:
    # Databases refuse NUL and halves of a pair.
    if unicodedata.category(sign) in ("Cf", "Cs") or (sign < " " and not sign.isspace()):
        return ""
    digit = unicodedata.decimal(sign, None)
    return sign if digit is None else str(digit)


def _read_run(run: str, language: str) -> Iterator[Word]:
    words = _fold_run(run, language)
    raw = _strip(run)
    for place, word in enumerate(words):
        yield Word(word, raw, 0 if place else len(words))


def _strip(run: str) -> str:
    """Return a run without punctuation and symbols at its ends."""
    first, last = 0, len(run)
    while first < last and not _is_letter(run[first]):
        first += 1
    while first < last and not _is_letter(run[last - 1]):
        last -= 1
    return run[first:last]


def _fold_run(run: str, language: str) -> list[str]:
    base = get_base(language)
    words: list[str] = [""]
    # Composed again: small letters of composed ones may be two signs.
    for sign in unicodedata.normalize("NFKC", run.casefold()):
        plain = _fold_sign(sign, base)
        if plain == " ":
            words.append("")
        elif plain and _is_own_word(plain):
            words += [plain, ""]
        else:
            words[-1] += plain
    return [word for word in words if word]


@lru_cache(16_384)
def _fold_sign(sign: str, base: str) -> str:
    """Return the letters of a sign, " " if it parts words, "" if it is left out."""
    letters = _LETTERS.get(base, {})
    if sign in letters:
        return letters[sign] or sign
    if sign in _WITHOUT_ACCENT:
        return _WITHOUT_ACCENT[sign]
    if sign in _APOSTROPHES:
        return " " if base in _ELIDING else ""
    if not _is_letter(sign):
        return "" if _is_mark(sign) else " "
    letter, *marks = list(unicodedata.normalize("NFD", sign))
    kept = [mark for mark in marks if not _is_accent(mark, letter)]
    rest = unicodedata.normalize("NFC", "".join([letter, *kept]))
    return rest if len(rest) > 1 or rest == sign else _fold_sign(rest, base)


def _is_letter(sign: str) -> bool:
    """Return whether a sign is a letter, a digit, or a vowel sign of a script that has these."""
    kind = unicodedata.category(sign)
    return kind[0] in "LN" or (kind[0] == "M" and not _is_accent(sign, "") and not _is_mark(sign))


def _is_mark(sign: str) -> bool:
    """Return whether a sign changes the look of the one before: an accent, a keycap, an emoji."""
    code = ord(sign)
    return _is_accent(sign, "") or 0xFE00 <= code <= 0xFE0F or 0x20D0 <= code <= 0x20FF


def _is_accent(mark: str, letter: str) -> bool:
    """Return whether a mark is left out: not those that make another letter, as in Cyrillic."""
    code = ord(mark)
    if 0x0300 <= code <= 0x036F:
        return not ("\u0400" <= letter <= "\u04ff" and letter != _YE)
    is_arabic = 0x064B <= code <= 0x065F or code == 0x0670
    return is_arabic or (0x0591 <= code <= 0x05C7 and unicodedata.category(mark) == "Mn")


def _is_own_word(text: str) -> bool:
    code = ord(text[0])
    return any(first <= code <= last for first, last in _OWN_WORDS)
