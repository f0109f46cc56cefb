"""What can go wrong with a bot that its owner has to know."""

from __future__ import annotations

from collections.abc import Sequence


class NotPublished(ValueError):  # noqa: N818
    """A bot cannot be published; `sentences` say why."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences
