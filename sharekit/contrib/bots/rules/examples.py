"""Examples are the tests of a bot: a message, and the rule that must apply to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from sharekit.contrib.bots.messages import Said
from sharekit.contrib.bots.rules.bot import Bot
from sharekit.contrib.bots.rules.decision import State
from sharekit.contrib.bots.rules.step import step


class Example(msgspec.Struct, frozen=True):
    """A message and the number of the rule that must apply; 0 means that none may."""

    text: str
    rule: int = 0


class Judged(msgspec.Struct, frozen=True):
    """An example, and the rule that applied to it, or 0."""

    example: Example
    found: int

    @property
    def is_right(self) -> bool:
        """Whether the rule is the one that must apply."""
        return self.found == self.example.rule


def judge(bot: Bot, examples: Iterable[Example]) -> Iterator[Judged]:
    """Yield each example with the rule that a bot finds for it in a new conversation."""
    for example in examples:
        decision = step(bot, State(is_greeted=True), Said("text", example.text))
        yield Judged(example, decision.why.rule)
