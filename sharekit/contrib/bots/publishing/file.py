"""Reads a bot from a TOML file, so that its rules can be kept with the site's code.

Rules are named by their keys, which are unique in the file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import Final

import msgspec
from django.db import router, transaction

from sharekit.contrib.bots.models import Bot, Example, Rule
from sharekit.nearest import suggest


class RuleFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rule. `choices` has labels and rules; `then` is "end", "person" or a rule."""

    phrases: list[str] = []
    text: str = ""
    article: str = ""
    answer: str = ""
    choices: dict[str, str] = {}
    then: str = Rule.Then.STAY.value
    is_on: bool = True
    steps: dict[str, RuleFile] = {}


class BotFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A bot; `examples` has messages, and the rules that must apply, or ""."""

    slug: str
    name: str
    greeting: str
    language: str = "en"
    unknown_text: str = ""
    media_text: str = ""
    hand_over_text: str = ""
    closed_text: str = ""
    hours: str = ""
    menu: dict[str, str] = {}
    accounts: list[str] = []
    rules: dict[str, RuleFile] = {}
    examples: dict[str, str] = {}


_OWN: Final = ("menu", "rules", "examples")
"""Keys that are not columns of the bot."""


def load_file(text: str, *, site: str = "") -> Bot:
    """Write a bot as a file has it, as a draft, and return it.

    A rule keeps its row if its key is the same, and is deleted if the file lacks it. Raises
    ValueError with what is wrong in the file.
    """
    try:
        file = msgspec.convert(tomllib.loads(text), BotFile)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ValueError(f"The file cannot be read: {error}.") from error
    listed = list(_walk(file.rules, ""))
    named = {name: rule for name, _parent, rule in listed}
    if len(named) < len(listed):
        names = [name for name, _parent, _rule in listed]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"Two rules are called {twice!r}.")
    _check_names(file, named)
    with transaction.atomic(using=router.db_for_write(Bot)):
        return _write(file, listed, site)


def _walk(rules: Mapping[str, RuleFile], parent: str) -> Iterator[tuple[str, str, RuleFile]]:
    """Yield each rule with its name and that of its parent, parents first."""
    for name, rule in rules.items():
        yield name, parent, rule
        yield from _walk(rule.steps, name)


def _check_names(file: BotFile, named: Mapping[str, RuleFile]) -> None:
    """Raise ValueError for a name that is not a rule of the file."""
    wanted = [*file.menu.values(), *filter(None, file.examples.values())]
    for rule in named.values():
        wanted += [*rule.choices.values(), *([rule.then] if _is_rule(rule.then) else [])]
    for name in wanted:
        if name not in named:
            raise ValueError(f"There is no rule {name!r}. {suggest(name, named)}")


def _is_rule(then: str) -> bool:
    return then not in (Rule.Then.STAY, Rule.Then.END, Rule.Then.PERSON)


def _write(file: BotFile, listed: list[tuple[str, str, RuleFile]], site: str) -> Bot:
    columns = {name: getattr(file, name) for name in BotFile.__struct_fields__ if name not in _OWN}
    slug = columns.pop("slug")
    bot, _is_new = Bot.objects.update_or_create(site=site, slug=slug, defaults=columns)
    bot.rules.exclude(name__in=[name for name, _parent, _rule in listed]).delete()
    rows: dict[str, Rule] = {}
    for place, (name, parent, rule) in enumerate(listed):
        rows[name], _is_new = Rule.objects.update_or_create(
            bot=bot,
            name=name,
            defaults={
                "parent": rows.get(parent),
                "place": place,
                "phrases": "\n".join(rule.phrases),
                "text": rule.text.strip(),
                "article": rule.article,
                "answer": rule.answer,
                "is_on": rule.is_on,
            },
        )
    for name, _parent, rule in listed:
        row = rows[name]
        row.choices = _point(rule.choices, rows)
        row.then = Rule.Then.RULE.value if _is_rule(rule.then) else rule.then
        row.then_rule = rows.get(rule.then)
        row.save(update_fields=["choices", "then", "then_rule"])
    bot.menu = _point(file.menu, rows)
    bot.save(update_fields=["menu"])
    bot.examples.all().delete()
    Example.objects.bulk_create(
        Example(bot=bot, text=text, expected=rows.get(rule)) for text, rule in file.examples.items()
    )
    return bot


def _point(choices: Mapping[str, str], rows: Mapping[str, Rule]) -> list[dict[str, object]]:
    return [{"label": label, "rule": rows[name].pk} for label, name in choices.items()]
