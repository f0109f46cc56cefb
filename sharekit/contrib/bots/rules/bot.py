"""A bot that is ready to answer: an edition with its phrases parsed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from sharekit.contrib.bots.messages import Choice
from sharekit.contrib.bots.rules.edition import Button, Edition, Rule
from sharekit.contrib.bots.rules.reading.always import Always, compile_always
from sharekit.contrib.bots.rules.reading.fold import Word, fold
from sharekit.contrib.bots.rules.reading.phrases import (
    Pattern,
    PhraseError,
    match,
    may_match,
    parse,
)
from sharekit.contrib.bots.rules.reading.spelling import Spelling

MENU = 0
"""The number of the menu where others are those of rules."""


class Phrase(msgspec.Struct, frozen=True):
    """A phrase as its owner wrote it, and as a pattern."""

    text: str
    pattern: Pattern


class Bot(msgspec.Struct, frozen=True):
    """An edition with its rules by number, their steps, their places and their phrases.

    Compiling takes some milliseconds, so keep it as long as the edition is in use.
    """

    edition: Edition
    rules: Mapping[int, Rule]
    steps: Mapping[int, Sequence[Rule]]
    places: Mapping[int, int]
    phrases: Mapping[int, Sequence[Phrase]]
    always: Sequence[tuple[Always, Pattern]]
    spelling: Spelling

    @property
    def language(self) -> str:
        """The language of texts and phrases."""
        return self.edition.language

    def find_always(self, words: Sequence[Word]) -> set[Always]:
        """Return the kinds of words that a message has and that work in every bot."""
        known = {word.text for word in words}
        return {
            kind
            for kind, pattern in self.always
            if may_match(pattern, known) and match(pattern, words)
        }

    def list_levels(self, rule: int) -> Iterator[int]:
        """Yield a rule, its parent, and so on, to the top level, which is 0."""
        while rule in self.rules:
            yield rule
            rule = self.rules[rule].parent
        yield MENU

    def get_buttons(self, rule: int) -> Sequence[Button]:
        """Return the choices of a rule, or of the menu."""
        return self.edition.menu if rule == MENU else self.rules[rule].choices

    def list_choices(self, rule: int) -> tuple[Choice, ...]:
        """Return the choices of a rule, or of the menu, as a message has them."""
        return tuple(
            Choice(button.label, f"r{rule}.{place}")
            for place, button in enumerate(self.get_buttons(rule), 1)
            if button.rule in self.rules
        )

    def find_choice(self, name: str, label: str) -> int:
        """Return the rule that a pressed button leads to, or 0.

        A button of another edition may have the name of another choice today, so its label counts.
        """
        rule, _, place = name.removeprefix("r").partition(".")
        if not (name.startswith("r") and rule.isdecimal() and place.isdecimal()):
            return 0
        owner = int(rule)
        if owner != MENU and owner not in self.rules:
            return 0
        buttons = self.get_buttons(owner)
        if not 1 <= int(place) <= len(buttons):
            return 0
        button = buttons[int(place) - 1]
        is_same = not label or fold(label, self.language) == fold(button.label, self.language)
        return button.rule if is_same and button.rule in self.rules else 0


def compile_bot(edition: Edition, stop_words: Iterable[str] = ()) -> Bot:
    """Return a bot that answers by an edition; `stop_words` are those of the site's settings.

    Phrases that cannot be understood are left out: `problems` reports them before they are
    published.
    """
    rules = {rule.id: rule for rule in edition.rules}
    steps: dict[int, list[Rule]] = {}
    for rule in edition.rules:
        steps.setdefault(rule.parent, []).append(rule)
    phrases = {rule.id: tuple(_parse(rule, edition.language)) for rule in edition.rules}
    return Bot(
        edition=edition,
        rules=rules,
        steps=steps,
        places={rule.id: place for place, rule in enumerate(edition.rules)},
        phrases=phrases,
        always=compile_always(edition.language, stop_words),
        spelling=Spelling(_list_words(each for listed in phrases.values() for each in listed)),
    )


def _list_words(phrases: Iterable[Phrase]) -> Iterator[str]:
    for phrase in phrases:
        for part in phrase.pattern.parts:
            for way in part.ways:
                yield from way


def _parse(rule: Rule, language: str) -> Iterator[Phrase]:
    for text in rule.phrases:
        try:
            yield Phrase(text, parse(text, language))
        except PhraseError:
            continue
