"""Whether something happened."""

from __future__ import annotations

import msgspec


class Outcome(msgspec.Struct, frozen=True):
    """Whether something happened, and a translated sentence for the person who asked for it."""

    happened: bool
    sentence: str

    @classmethod
    def of_success(cls, sentence: str) -> Outcome:
        """Return that it happened."""
        return cls(happened=True, sentence=sentence)

    @classmethod
    def of_failure(cls, sentence: str) -> Outcome:
        """Return that nothing happened."""
        return cls(happened=False, sentence=sentence)

    def __bool__(self) -> bool:
        return self.happened
