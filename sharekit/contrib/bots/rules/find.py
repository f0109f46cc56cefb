"""Finds the rule that applies: the most words win, then the nearest step, then the place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import msgspec

from sharekit.contrib.bots.rules.bot import Bot
from sharekit.contrib.bots.rules.reading.fold import Word, fold
from sharekit.contrib.bots.rules.reading.phrases import match, may_match

MOST_RUNNERS_UP: Final = 3


class Candidate(msgspec.Struct, frozen=True):
    """A rule that applies to a message, and why: its phrase or label, and the words it covers.

    `depth` is the level of the rule that it was found below: deeper ones are nearer.
    """

    rule: int
    phrase: str
    words: int
    depth: int = 0
    values: Mapping[str, str] = {}


def find_rules(bot: Bot, words: Sequence[Word], after: int = 0) -> list[Candidate]:
    """Return the rules that apply after a rule's answer, the best first, each once.

    Those are its steps and choices, the steps and choices around it, and the rules of the top
    level, so every rule of the top level can be reached from everywhere.
    """
    levels = list(bot.list_levels(after))
    best: dict[int, Candidate] = {}
    for depth, level in enumerate(reversed(levels)):
        for found in _find_below(bot, words, level=level, depth=depth):
            known = best.get(found.rule)
            if known is None or _rank(bot, found) < _rank(bot, known):
                best[found.rule] = found
    return sorted(best.values(), key=lambda found: _rank(bot, found))


def _rank(bot: Bot, found: Candidate) -> tuple[int, int, int]:
    return (-found.words, -found.depth, bot.places[found.rule])


def _find_below(bot: Bot, words: Sequence[Word], *, level: int, depth: int) -> Iterator[Candidate]:
    said = tuple(word.text for word in words)
    known = set(said)
    for rule in bot.steps.get(level, ()):
        for phrase in bot.phrases[rule.id]:
            if may_match(phrase.pattern, known) and (found := match(phrase.pattern, words)):
                yield Candidate(rule.id, phrase.text, found.words, depth, found.values)
    for button in bot.get_buttons(level):
        # Who has no buttons, as by SMS, writes the label.
        if said and fold(button.label, bot.language) == said and button.rule in bot.rules:
            yield Candidate(button.rule, button.label, len(said), depth)
