"""Counts the segments of an SMS, each of which is paid.

An SMS has 160 signs if all of them are in the GSM alphabet (3GPP TS 23.038), otherwise 70 of UCS-2;
a longer text is sent in parts of 153 or 67.
"""

from __future__ import annotations

from typing import Final, Literal

import msgspec

_BASIC: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED: Final = frozenset("\f^{}\\[~]|€")
"""Each takes the room of two."""
_ROOM: Final = {"GSM-7": (160, 153), "UCS-2": (70, 67)}


class Segments(msgspec.Struct, frozen=True):
    """How an SMS is sent: its number of segments, its encoding and its length in it.

    `signs` are those because of which it is UCS-2, in their order; without them it would be
    cheaper.
    """

    count: int
    encoding: Literal["GSM-7", "UCS-2"]
    length: int
    signs: str = ""


def count_segments(text: str) -> Segments:
    """Return the segments of a text."""
    others = dict.fromkeys(sign for sign in text if sign not in _BASIC | _EXTENDED)
    encoding: Literal["GSM-7", "UCS-2"] = "UCS-2" if others else "GSM-7"
    widths = [_measure(sign, encoding) for sign in text]
    whole, part = _ROOM[encoding]
    length = sum(widths)
    count = 1 if length <= whole else _count_parts(widths, part)
    return Segments(count, encoding, length, "".join(others))


def _measure(sign: str, encoding: str) -> int:
    if encoding == "GSM-7":
        return 2 if sign in _EXTENDED else 1
    return 2 if ord(sign) > 0xFFFF else 1


def _count_parts(widths: list[int], room: int) -> int:
    """Return how many parts are needed: a sign of two is not divided."""
    count, used = 1, 0
    for width in widths:
        if used + width > room:
            count, used = count + 1, 0
        used += width
    return count
