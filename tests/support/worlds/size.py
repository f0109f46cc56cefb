"""The size of a world of the demo."""

from __future__ import annotations

import random

DAYS = 24


def choose_size(seed: int) -> list[str]:
    """Return options of make_traffic."""
    chance = random.Random(seed)
    articles, events = chance.randrange(15, 60), chance.randrange(6_000, 25_000)
    return ["--articles", str(articles), "--days", str(DAYS), "--events", str(events)]
