"""Reads a bot from a TOML file, so that its rules can be kept with the site's code.

Rules are named by their keys, which are unique in the file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Final

import msgspec
from django.db import router, transaction

from sharekit.contrib.bots.models import Bot, Example, Rule
from sharekit.contrib.bots.models.bots import (
    EXAMPLE_LENGTH,
    NAME_LENGTH,
    SLUG_LENGTH,
    TEXT_LENGTH,
)
from sharekit.nearest import suggest

_NO_NUL: Final = r"^[^\x00]*$"
_Name = Annotated[str, msgspec.Meta(min_length=1, max_length=NAME_LENGTH, pattern=_NO_NUL)]
_Slug = Annotated[str, msgspec.Meta(max_length=SLUG_LENGTH, pattern=r"^[-a-zA-Z0-9_]+\Z")]
_Language = Annotated[str, msgspec.Meta(pattern=r"^[a-z]{2,3}(-[a-z0-9]{2,8})?\Z")]
_Answer = Annotated[str, msgspec.Meta(max_length=SLUG_LENGTH, pattern=_NO_NUL)]
_Text = Annotated[str, msgspec.Meta(max_length=TEXT_LENGTH, pattern=_NO_NUL)]
_Line = Annotated[str, msgspec.Meta(max_length=500, pattern=_NO_NUL)]
_Message = Annotated[str, msgspec.Meta(min_length=1, max_length=EXAMPLE_LENGTH, pattern=_NO_NUL)]


class RuleFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rule. `choices` has labels and rules; `then` is "end", "person" or a rule."""

    phrases: list[_Line] = []
    text: _Text = ""
    article: _Line = ""
    answer: _Answer = ""
    choices: dict[_Line, str] = {}
    then: str = Rule.Then.STAY.value
    is_on: bool = True
    steps: dict[_Name, RuleFile] = {}


class BotFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A bot; `examples` has messages, and the rules that must apply, or ""."""

    slug: _Slug
    name: _Name
    greeting: _Text
    language: _Language = "en"
    unknown_text: _Text = ""
    media_text: _Text = ""
    hand_over_text: _Text = ""
    closed_text: _Text = ""
    hours: _Line = ""
    menu: dict[_Line, str] = {}
    accounts: list[_Line] | None = None
    rules: dict[_Name, RuleFile] = {}
    examples: dict[_Message, str] = {}


_OWN: Final = ("menu", "rules", "examples")
"""Keys that are not columns of the bot."""
_NOT_RULES: Final = frozenset({Rule.Then.STAY.value, Rule.Then.END.value, Rule.Then.PERSON.value})
"""What `then` may be besides the name of a rule."""


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
    if reserved := _NOT_RULES & named.keys():
        raise ValueError(f"A rule cannot be called {min(reserved)!r}.")
    for name in wanted:
        if name not in named:
            raise ValueError(f"There is no rule {name!r}. {suggest(name, named)}")


def _is_rule(then: str) -> bool:
    return then not in _NOT_RULES


def _write(file: BotFile, listed: list[tuple[str, str, RuleFile]], site: str) -> Bot:
    columns = {name: getattr(file, name) for name in BotFile.__struct_fields__ if name not in _OWN}
    slug = columns.pop("slug")
    if file.accounts is None:
        # What was chosen in the admin stays.
        del columns["accounts"]
    bot, _is_new = Bot.objects.update_or_create(site=site, slug=slug, defaults=columns)
    rows = _take_rows(bot, [name for name, _parent, _rule in listed])
    for place, (name, parent, rule) in enumerate(listed):
        row = rows[name]
        row.parent = rows.get(parent)
        row.place = place
        row.phrases = "\n".join(rule.phrases)
        row.text = rule.text.strip()
        row.article, row.answer, row.is_on = rule.article, rule.answer, rule.is_on
        row.choices = _point(rule.choices, rows)
        row.then = Rule.Then.RULE.value if _is_rule(rule.then) else rule.then
        row.then_rule = rows.get(rule.then)
        row.save()
    bot.menu = _point(file.menu, rows)
    bot.save(update_fields=["menu"])
    bot.examples.all().delete()
    Example.objects.bulk_create(
        Example(bot=bot, text=text, expected=rows.get(rule)) for text, rule in file.examples.items()
    )
    return bot


def _take_rows(bot: Bot, names: Sequence[str]) -> dict[str, Rule]:
    """Return the row of each rule, created if it is new, and delete all others."""
    # Rows may move, and a parent that is deleted would take its steps with it.
    bot.rules.update(parent=None)
    # The admin allows the same name twice: the oldest rule is the one.
    known = {row.name: row for row in bot.rules.order_by("-pk") if row.name in names}
    bot.rules.exclude(pk__in=[row.pk for row in known.values()]).delete()
    new = {name: Rule.objects.create(bot=bot, name=name) for name in names if name not in known}
    return known | new


def _point(choices: Mapping[str, str], rows: Mapping[str, Rule]) -> list[dict[str, object]]:
    return [{"label": label, "rule": rows[name].pk} for label, name in choices.items()]
