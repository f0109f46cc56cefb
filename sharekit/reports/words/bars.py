"""Counts as bars of a drawing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

HEIGHT: Final = 20
"""The height of a drawing, whose width is the number of counts; the page scales it."""
_LEAST: Final = 4
"""The least count of a whole height: a single share is not a peak."""


class Bar(msgspec.Struct, frozen=True):
    """A bar: numbers are formatted for SVG. The last bar's time is not over."""

    x: int
    y: str
    height: str
    is_last: bool


def draw_bars(counts: Sequence[int]) -> Iterator[Bar]:
    """Yield a bar for each count."""
    most = max(*counts, _LEAST) if counts else _LEAST
    for x, count in enumerate(counts):
        height = HEIGHT * count / most
        yield Bar(x, f"{HEIGHT - height:.2f}", f"{height:.2f}", x == len(counts) - 1)
