"""Says in a sentence what is wrong with a bot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sharekit.contrib.bots.rules.edition import Edition
from sharekit.contrib.bots.rules.problems import Problem

SENTENCES: Final[Mapping[str, Promise]] = {
    "no-greeting": _("The bot has no greeting."),
    "not-automatic": _(
        "The greeting does not say that customers write with a machine. Write that it answers "
        "automatically."
    ),
    "no-person": _(
        "Nothing says how to reach a person. Write it in the greeting, or add a rule that hands "
        "over."
    ),
    "bad-hours": _(
        "“%(line)s” is not an opening time. Write one line for some days, such as "
        "“Mo-Fr 9:00-17:00”."
    ),
    "example": _("“%(text)s” leads to %(found)s, and should lead to %(name)s."),
    "phrase-empty": _("A phrase of “%(name)s” has no letters: “%(phrase)s”."),
    "phrase-long": _(
        "A phrase of “%(name)s” is too long: “%(phrase)s”. It may have 200 characters and 20 words."
    ),
    "phrase-value": _(
        "A phrase of “%(name)s” has unknown brackets: “%(phrase)s”. Write {number}, {date}, "
        "{email} or {word}."
    ),
    "phrase-twice": _("A phrase of “%(name)s” takes the same kind of value twice: “%(phrase)s”."),
    "phrase-star": _("A star needs a word on both sides: “%(phrase)s” of “%(name)s”."),
    "phrase-choice": _("A | needs a word on both sides: “%(phrase)s” of “%(name)s”."),
    "same-phrase": _("“%(name)s” and “%(other)s” have the same phrase: “%(phrase)s”."),
    "shadowed": _("“%(phrase)s” never leads to “%(name)s”, because it has a meaning in every bot."),
    "no-function": _("“%(name)s” needs the answer “%(answer)s”, which the site does not declare."),
    "says-nothing": _("“%(name)s” says nothing and leads nowhere."),
    "only-article": _("“%(name)s” links a page without a text. Write a sentence before the link."),
    "no-article": _(
        "“%(name)s” links “%(article)s”, which is not a page of the site. Without SITE_URL, no "
        "page is found."
    ),
    "leads-nowhere": _("“%(name)s” goes on with a rule that is missing or off."),
    "circle": _("“%(name)s” leads back to itself."),
    "unknown-place": _("“%(name)s” has the place {%(place)s}, which nothing fills."),
    "many-choices": _("“%(name)s” has %(count)s buttons. At most %(most)s are possible."),
    "no-label": _("A button of “%(name)s” has no label."),
    "same-label": _("Two buttons of “%(name)s” have the same label."),
    "choice-nowhere": _("The button “%(label)s” of “%(name)s” leads to a rule that is missing."),
    "unreachable": _("Nothing leads to “%(name)s”: it has no phrase, and no button leads to it."),
    "deep": _("“%(name)s” is on level %(levels)s. At most %(most)s are possible."),
    "long-text": _("The text of “%(name)s” is too long for %(platform)s, with the greeting."),
    "long-label": _("The label “%(label)s” of “%(name)s” is too long for %(platform)s."),
    "segments": _("“%(name)s” is sent as %(count)s SMS."),
    "segments-signs": _(
        "“%(name)s” is sent as %(count)s SMS because of these characters: %(signs)s"
    ),
}
_GREETING: Final = _("the greeting")
_NOTHING: Final = _("no rule")


def say_problem(problem: Problem, edition: Edition) -> str:
    """Return what is wrong, with the names of the rules, in the active language."""
    names = {rule.id: rule.name for rule in edition.rules}
    values = dict(problem.values)
    kind = problem.kind
    if kind == "phrase":
        kind = f"phrase-{values['mistake']}"
    elif kind == "segments" and values["signs"]:
        kind = "segments-signs"
    nameless = _NOTHING if kind == "example" else _GREETING
    name = names.get(problem.rule, nameless)
    named: dict[str, object] = {**values, "name": name}
    if kind == "same-phrase":
        named["other"] = names[int(values["other"])]
    elif kind == "example":
        named["found"] = names.get(int(values["found"]), _NOTHING)
    return str(SENTENCES[kind] % named)
