"""Whether something happened."""

from __future__ import annotations

import msgspec


class Outcome(msgspec.Struct, frozen=True):
    """Whether something happened, and a translated sentence for the person who asked for it."""

    happened: bool
    sentence: str
