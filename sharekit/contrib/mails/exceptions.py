"""What a letter may raise besides ValueError."""

from __future__ import annotations


class Skip(Exception):  # noqa: N818
    """A message is not sent, and nothing is wrong: `reason` is a short name, such as "stopped"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
