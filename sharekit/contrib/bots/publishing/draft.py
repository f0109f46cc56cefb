"""Reads the draft of a bot from its rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from django.utils.translation import override

from sharekit.contrib.bots.answers.registry import ANSWERS
from sharekit.contrib.bots.models import Bot, Rule
from sharekit.contrib.bots.publishing.sayings import write_sayings
from sharekit.contrib.bots.rules import edition
from sharekit.contrib.bots.rules.examples import Example


class Draft(msgspec.Struct, frozen=True):
    """What would be published now, and the examples that it must understand."""

    edition: edition.Edition
    examples: tuple[Example, ...]


def read_draft(bot: Bot) -> Draft:
    """Return the draft of a bot. Rules that are off are left out, with their steps."""
    rules = tuple(_list_rules(bot))
    numbers = {0, *(rule.id for rule in rules)}
    draft = edition.Edition(
        language=bot.language,
        greeting=bot.greeting.strip(),
        rules=rules,
        menu=_read_buttons(bot.menu),
        sayings=write_sayings(bot),
        answers=_describe_answers(rules, bot.language),
        hours=bot.hours,
        name=bot.name,
    )
    examples = bot.examples.order_by("pk").values_list("text", "expected")
    return Draft(
        draft,
        # An example of a rule that is off waits with it.
        tuple(Example(text, rule or 0) for text, rule in examples if (rule or 0) in numbers),
    )


def _list_rules(bot: Bot) -> Iterator[edition.Rule]:
    """Yield the rules that are on, each after its parent, in their order."""
    below: dict[int | None, list[Rule]] = {}
    for row in bot.rules.filter(is_on=True).order_by("place", "pk"):
        below.setdefault(row.parent_id, []).append(row)
    waiting = list(reversed(below.get(None, [])))
    while waiting:
        row = waiting.pop()
        yield _read_rule(row)
        waiting += reversed(below.get(row.pk, []))


def _read_rule(row: Rule) -> edition.Rule:
    lines = (line.strip() for line in row.phrases.splitlines())
    return edition.Rule(
        id=row.pk,
        name=row.name,
        parent=row.parent_id or 0,
        phrases=tuple(line for line in lines if line),
        text=row.text.strip(),
        article=row.article.strip(),
        answer=row.answer,
        choices=_read_buttons(row.choices),
        then=msgspec.convert(row.then, edition.Then),
        then_rule=row.then_rule_id or 0,
    )


def _read_buttons(choices: Sequence[Mapping[str, Any]]) -> tuple[edition.Button, ...]:
    return tuple(
        edition.Button(str(choice.get("label", "")).strip(), int(choice.get("rule") or 0))
        for choice in choices
    )


def _describe_answers(rules: Sequence[edition.Rule], language: str) -> dict[str, edition.Shape]:
    with override(language):
        return {
            rule.answer: ANSWERS[rule.answer].describe() for rule in rules if rule.answer in ANSWERS
        }
