"""A state of a bot as plain data, which is stored as JSON: what is there is never renamed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from sharekit.contrib.bots.rules.reading.values import Take

PHONE = "phone"
"""The proof that nobody is asked for: the platform says who writes."""

Then = Literal["stay", "end", "person", "rule"]


class Button(msgspec.Struct, frozen=True):
    """A choice of an answer or of the menu: its label, and the rule that it leads to."""

    label: str
    rule: int


class Rule(msgspec.Struct, frozen=True):
    """Phrases and an answer. `parent` is the rule that it is a step of, or 0."""

    id: int
    name: str
    parent: int = 0
    phrases: tuple[str, ...] = ()
    text: str = ""
    article: str = ""
    answer: str = ""
    choices: tuple[Button, ...] = ()
    then: Then = "stay"
    then_rule: int = 0


class Shape(msgspec.Struct, frozen=True):
    """What an answer of the site needs: values, and one of the proofs, by their names.

    `asked` are the questions for proofs that are not among the values.
    """

    takes: tuple[Take, ...] = ()
    proof: tuple[str, ...] = ()
    asked: tuple[Take, ...] = ()

    def find_take(self, name: str) -> Take | None:
        """Return the value or proof of a name."""
        return next((take for take in (*self.takes, *self.asked) if take.name == name), None)


class Sayings(msgspec.Struct, frozen=True):
    """What a bot says by itself, in its language. `{example}` is a value of the right kind."""

    stopped: str = "You will get no further messages. Write START to write with me again."
    menu: str = "What would you like to know?"
    unknown: str = "I did not understand that. Write PERSON if a person should answer."
    media: str = "I can only read text."
    hand_over: str = "A person will answer you here."
    closed: str = "A person will answer you as soon as we are back."
    not_found: str = "I cannot find that."
    failed: str = "Something went wrong. A person will answer you here."
    need_number: str = "I need a number, such as {example}."
    need_date: str = "I need a date, such as {example}."
    need_email: str = "I need a mail address, such as {example}."
    need_word: str = "I need one word, such as {example}."

    def need(self, take: Take) -> str:
        """Return what is said if a message has no value of the kind that was asked for."""
        sentence: str = getattr(self, f"need_{take.kind}")
        return sentence.replace("{example}", take.example)


class Edition(msgspec.Struct, frozen=True):
    """A bot with its rules, each after its parent, those of a parent in their order.

    `menu` is shown with the greeting and with what is said if nothing was understood. `answers`
    are the site's functions that the rules name, as they were when the edition was published.
    """

    language: str
    greeting: str
    rules: tuple[Rule, ...] = ()
    menu: tuple[Button, ...] = ()
    sayings: Sayings = Sayings()
    answers: Mapping[str, Shape] = {}
    hours: str = ""
    name: str = ""
