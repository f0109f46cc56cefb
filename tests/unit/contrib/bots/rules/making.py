"""A bot of a shop, and a customer who writes to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sharekit.contrib.bots.messages import Kind, Said
from sharekit.contrib.bots.rules.bot import Bot, compile_bot
from sharekit.contrib.bots.rules.decision import Decision, Result, State
from sharekit.contrib.bots.rules.edition import Button, Edition, Rule, Shape
from sharekit.contrib.bots.rules.reading.values import Take
from sharekit.contrib.bots.rules.step import finish, step

GREETING = "Hello, I answer automatically. Write PERSON for a person."
NUMBER = Take("number", "number", "Which order number?", 4, 9)
POSTCODE = Take("postcode", "word", "Which postcode?")
RULES = (
    Rule(1, "delivery", phrases=("delivery time", "how long"), text="Three days."),
    Rule(2, "returns", phrases=("return|returns",), text="Why?", choices=(Button("Broken", 3),)),
    Rule(3, "broken", parent=2, phrases=("broken",), text="Sorry.", then="end"),
    Rule(4, "small", parent=2, phrases=("too small",), text="Which size?"),
    Rule(5, "size", parent=4, phrases=("{number}",), text="We send size {number}."),
    Rule(6, "order", phrases=("where * parcel", "order {number}"), answer="order"),
    Rule(7, "complaint", phrases=("complaint",), text="We are sorry.", then="person"),
    Rule(8, "hours", phrases=("opening hours",), text="From 9 to 5.", then="rule", then_rule=1),
)
MENU = (Button("Delivery", 1), Button("Send it back", 2))


def make_edition(*rules: Rule, **changes: Any) -> Edition:
    """Return the edition of the shop, or one with other rules."""
    answers = {"order": Shape(takes=(NUMBER,))}
    given = {"rules": rules or RULES, "menu": MENU, "answers": answers, **changes}
    return Edition(**{"language": "en", "greeting": GREETING, **given})


def make_bot(*rules: Rule, **changes: Any) -> Bot:
    return compile_bot(make_edition(*rules, **changes))


class Customer:
    """Somebody who has been greeted already, unless `is_new`."""

    def __init__(
        self,
        bot: Bot | None = None,
        *,
        is_new: bool = False,
        is_open: bool = True,
        proven: Mapping[str, str] | None = None,
    ) -> None:
        self.bot = bot or make_bot()
        self.state = State(is_greeted=not is_new)
        self.last: Decision | None = None
        self._options: dict[str, Any] = {"is_open": is_open, "proven": proven}

    def write(self, text: str = "", kind: Kind = "text", *, choice: str = "") -> str:
        """Return what the bot says to a message, "" if it is silent."""
        said = Said("choice" if choice else kind, text, choice)
        return self._note(step(self.bot, self.state, said, **self._options))

    def give(self, kind: Any, text: str = "", **result: Any) -> str:
        """Return what the bot says after the site's answer gave something."""
        assert self.last is not None
        given = Result(kind, text, **result)
        return self._note(finish(self.bot, self.last, given, **self._options))

    @property
    def decision(self) -> Decision:
        assert self.last is not None
        return self.last

    @property
    def labels(self) -> list[str]:
        """The buttons below the last message."""
        assert self.decision.message is not None
        return [choice.label for choice in self.decision.message.choices]

    def _note(self, decision: Decision) -> str:
        self.last = decision
        self.state = decision.state
        return decision.message.text if decision.message else ""
