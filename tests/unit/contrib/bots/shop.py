"""A shop whose code answers a bot, and the rows of its bot."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sharekit.contrib.bots.answers.registry import ANSWERS
from sharekit.contrib.bots.models import Bot, Rule
from sharekit.contrib.bots.public import Answer, HandOver, Number, Question, answers

GREETING = "Hello, I answer automatically. Write PERSON for a person."
ORDERS = {"4711": ("10115", "is on its way"), "4712": ("10115", "is ready")}


@contextmanager
def open_shop() -> Iterator[list[Question]]:
    """Declare the answers of the shop while the block lasts, and yield what it is asked."""
    before = dict(ANSWERS)
    asked: list[Question] = []
    ANSWERS.clear()

    @answers(
        "order-status",
        label="Where is my order?",
        takes={"number": Number(digits=(4, 9), ask="Which order number?")},
        proof=["phone", "postcode"],
    )
    def find_order(question: Question) -> Answer | HandOver | None:
        asked.append(question)
        number = question.values["number"]
        if number == "6666":
            raise RuntimeError(f"a secret of {number}")
        if number == "7777":
            return HandOver("Ann looks after it.")
        postcode, state = ORDERS.get(number, ("", ""))
        if not state or question.proof.get("postcode") != postcode:
            return None
        return Answer(f"Your order {state}.", values={"state": state})

    try:
        yield asked
    finally:
        ANSWERS.clear()
        ANSWERS.update(before)


def make_bot(**columns: Any) -> Bot:
    """Create a bot without rules."""
    given = {"slug": "shop", "name": "Shop", "language": "en", "greeting": GREETING, **columns}
    return Bot.objects.create(**given)


def add_rule(bot: Bot, name: str, *phrases: str, **columns: Any) -> Rule:
    """Add a rule behind the others."""
    given = {"text": f"About {name}.", "place": bot.rules.count(), **columns}
    return Rule.objects.create(bot=bot, name=name, phrases="\n".join(phrases), **given)
