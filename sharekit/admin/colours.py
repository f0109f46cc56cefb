"""The colours of ways in charts and trees: within one drawing, each has its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sharekit.channels import find_all

COLOURS: Final = 8
"""How many colours, each with its dash, the style sheet knows."""
OTHERS: Final = COLOURS - 1
"""The colour of all ways that have none of their own."""


def choose(weights: Mapping[str, int]) -> dict[str, int]:
    """Return the colour of each of the ways that weigh most, by slug; OTHERS is for the rest.

    A way keeps its usual colour, by its place among the channels, where no earlier one has it.
    """
    known = [*find_all(), *sorted(weights.keys() - find_all().keys())]
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
