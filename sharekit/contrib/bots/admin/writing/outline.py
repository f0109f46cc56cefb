"""The rules of a bot as an outline, and moving one of them among its siblings."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from django.db import router, transaction

from sharekit.contrib.bots.models import Bot, Rule


class Line(msgspec.Struct, frozen=True):
    """A rule in the outline; `level` is 0 at the top. A rule is silent below one that is off."""

    rule: Rule
    level: int
    is_first: bool
    is_last: bool
    is_on: bool

    @property
    def phrases(self) -> list[str]:
        """The phrases, one an entry."""
        return [line.strip() for line in self.rule.phrases.splitlines() if line.strip()]

    @property
    def title(self) -> str:
        """The name, with a sign for each level, for lists to choose from."""
        return "— " * self.level + self.rule.name


def list_lines(bot: Bot) -> list[Line]:
    """Return all rules, each after its parent, in their order."""
    below: dict[int | None, list[Rule]] = {}
    for rule in bot.rules.order_by("place", "pk"):
        below.setdefault(rule.parent_id, []).append(rule)
    return list(_walk(below, None, level=0, is_on=True))


def _walk(
    below: dict[int | None, list[Rule]], parent: int | None, *, level: int, is_on: bool
) -> Iterator[Line]:
    siblings = below.get(parent, [])
    for rule in siblings:
        is_used = is_on and rule.is_on
        yield Line(rule, level, rule is siblings[0], rule is siblings[-1], is_used)
        yield from _walk(below, rule.pk, level=level + 1, is_on=is_used)


def list_below(rule: Rule) -> set[int]:
    """Return a rule and all steps below it, which cannot become its parent."""
    found = {rule.pk}
    while True:
        further = set(Rule.objects.filter(parent__in=found).values_list("pk", flat=True))
        if further <= found:
            return found
        found |= further


def move(rule: Rule, by: int) -> bool:
    """Move a rule among its siblings by that many places, and return whether there was room."""
    with transaction.atomic(using=router.db_for_write(Rule)):
        siblings = list(
            Rule.objects.select_for_update()
            .filter(bot=rule.bot_id, parent=rule.parent_id)
            .order_by("place", "pk")
        )
        old = siblings.index(rule)
        new = old + by
        if not 0 <= new < len(siblings):
            return False
        siblings.insert(new, siblings.pop(old))
        for place, each in enumerate(siblings):
            each.place = place
        Rule.objects.bulk_update(siblings, ["place"])
    return True
