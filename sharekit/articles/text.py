"""Texts that are shared: read as text, one line, harmless, and not too long."""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from typing import Any, Final

from sharekit.channels.address import encode

_JOINER: Final = "\u200d"
# The combining class of signs that join two consonants, as in Hindi.
_VIRAMA: Final = 9
# Vowels and last consonants of Hangul, skin tones, and the letters in the flag of a region.
_LATER: Final = re.compile("[\u1160-\u11ff\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
# The letters of flags.
_FLAGS: Final = re.compile("[\U0001f1e6-\U0001f1ff]+")
# The characters that X counts as one (https://docs.x.com/fundamentals/counting-characters).
_LIGHT: Final = re.compile("[\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]")
# What browsers do not show: comments, and what scripts and styles contain.
_UNSEEN: Final = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?=</\1|\Z)", re.DOTALL | re.IGNORECASE
)
_TAG: Final = re.compile(
    r"""</?([a-z][\w:-]*+)(?:[^<>"']|"[^"]*+"|'[^']*+')*+>""", re.ASCII | re.IGNORECASE
)
# Elements inside a line; others separate words.
_INLINE: Final = re.compile(
    "a|abbr|b|bd[io]|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strike|strong"
    "|su[bp]|time|tt|u|var|wbr",
    re.IGNORECASE,
)
_REFERENCE: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w*);", re.ASCII)


def parse_text(given: Any) -> str:
    """Return what a template or an object gives as plain text.

    Text that is marked as HTML (`SafeString`, Jinja2's `Markup`) loses its tags and escapes, once;
    any other text is taken literally. Only escapes with a semicolon are escapes, because literals
    in Django's templates are also marked as HTML.
    """
    text = str(given)
    if not (hasattr(text, "__html__") or (isinstance(given, str) and hasattr(given, "__html__"))):
        return text
    return _REFERENCE.sub(_unescape, _TAG.sub(_replace_tag, _UNSEEN.sub("", text)))


def clean(text: Any, length: int) -> str:
    """Return a text in one line, without control characters and lone surrogates, cut to fit."""
    if text is None:
        return ""
    line = parse_text(text)
    if not line.isprintable():
        line = "".join(
            char
            for char in line
            if char.isspace() or unicodedata.category(char) not in {"Cc", "Cs"}
        )
    return cut(" ".join(line.split()), length)


def keep_word(text: str) -> str:
    """Return the part of a text that a hashtag may contain: letters with their accents, digits,
    `_`.
    """
    return "".join(
        char
        for char in text
        if char.isalnum() or char == "_" or unicodedata.category(char).startswith("M")
    )


def cut(text: str, length: int) -> str:
    """Return a text of at most that many characters, keeping letters and accents together."""
    if len(text) <= length:
        return text
    end = length - 1
    while end > 0 and _is_inside(text, end):
        end -= 1
    return text[: end or length - 1].rstrip() + "…"


def shorten(text: str, room: int, *, weigh: Callable[[str], int]) -> str:
    """Return a text that weighs at most `room`, "" if there is no room."""
    if weigh(text) <= room:
        return text
    # The first length that is too heavy: a longer text is never lighter.
    length = bisect_right(range(len(text)), room, key=lambda end: weigh(text[:end] + "…"))
    return cut(text, length) if length > 1 else ""


def weigh_post(text: str) -> int:
    """Return the length of a text without links as X counts it; it never has more graphemes."""
    return 2 * len(text) - len(_LIGHT.findall(text))


def weigh_encoded(text: str) -> int:
    """Return the length of a text in an address."""
    return len(encode(text))


def _replace_tag(tag: re.Match[str]) -> str:
    return "" if _INLINE.fullmatch(tag[1]) else " "


def _unescape(reference: re.Match[str]) -> str:
    return html.unescape(reference[0])


def _is_inside(text: str, place: int) -> bool:
    """Return whether the position is inside what a reader sees as one character."""
    before, after = text[place - 1], text[place]
    if _JOINER in {before, after} or _LATER.match(after):
        return True
    if unicodedata.combining(before) == _VIRAMA and after.isalpha():
        return True
    if _FLAGS.match(before) and _FLAGS.match(after):
        # Two letters form a flag.
        flags = re.search(f"{_FLAGS.pattern}$", text[:place])
        return flags is not None and len(flags[0]) % 2 == 1
    return unicodedata.category(after).startswith("M")
