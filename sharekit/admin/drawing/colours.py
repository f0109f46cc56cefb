"""The colours of channels in charts and trees; each channel has its own within a drawing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sharekit.channels.find import get_all

COLOURS: Final = 8
"""The number of colours, each with a dash pattern, in the style sheet."""
OTHERS: Final = COLOURS - 1
"""The colour of all channels without a colour of their own."""


def choose(weights: Mapping[str, int]) -> dict[str, int]:
    """Return the colours of the channels with the largest weights, by slug; OTHERS is for the rest.

    A channel keeps its usual colour, given by its position in the list of channels, unless an
    earlier one already has it.
    """
    known = [*get_all(), *sorted(weights.keys() - get_all().keys())]
    most = sorted(weights, key=lambda slug: (-weights[slug], known.index(slug)))
    free = list(range(COLOURS))
    if len(most) > COLOURS:
        most, free = most[:OTHERS], free[:OTHERS]
    colours: dict[str, int] = {}
    for slug in sorted(most, key=known.index):
        usual = known.index(slug) % COLOURS
        colours[slug] = usual if usual in free else free[0]
        free.remove(colours[slug])
    return colours
