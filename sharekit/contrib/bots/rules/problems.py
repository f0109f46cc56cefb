"""Finds what is wrong with a bot before it is published. `publishing` says it in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Final

import msgspec

from sharekit.contrib.bots.rules.bot import MENU, Bot
from sharekit.contrib.bots.rules.edition import Button, Edition, Rule
from sharekit.contrib.bots.rules.examples import Example, judge
from sharekit.contrib.bots.rules.hours import parse_hours
from sharekit.contrib.bots.rules.reading.always import DISCLOSING
from sharekit.contrib.bots.rules.reading.fold import get_base, read
from sharekit.contrib.bots.rules.reading.phrases import Pattern, PhraseError, match, parse
from sharekit.contrib.bots.rules.turn import ANSWER, PLACE

MOST_LEVELS: Final = 5
MOST_CHOICES: Final = 10
WARNINGS: Final = frozenset(
    {"unreachable", "shadowed", "unknown-place", "not-automatic", "no-person", "segments"}
)
"""Problems with which a bot can be published, after its owner has read them."""


class Problem(msgspec.Struct, frozen=True):
    """Something that is wrong with a rule, or with the bot if `rule` is 0."""

    kind: str
    rule: int = 0
    values: Mapping[str, str | int] = {}

    @property
    def is_warning(self) -> bool:
        """Whether the bot can be published with it."""
        return self.kind in WARNINGS


def find_problems(bot: Bot, examples: Sequence[Example] = ()) -> list[Problem]:
    """Return what is wrong with a bot: first with the bot itself, then with its rules in order."""
    found = [*_check_bot(bot), *_check_examples(bot, examples)]
    reached = _list_reached(bot)
    for rule in bot.edition.rules:
        found += _check_phrases(bot, rule)
        found += _check_answer(bot, rule)
        found += _check_buttons(bot, rule.choices, rule.id)
        found += _check_place(bot, rule, reached)
    return found


def _check_bot(bot: Bot) -> Iterator[Problem]:
    edition = bot.edition
    if not edition.greeting.strip():
        yield Problem("no-greeting")
    elif not _is_disclosed(edition):
        yield Problem("not-automatic")
    try:
        parse_hours(edition.hours)
    except ValueError as error:
        yield Problem("bad-hours", values={"line": str(error)})
    texts = (edition.greeting, edition.sayings.unknown)
    if not any(rule.then == "person" for rule in edition.rules) and not any(
        _says_person(bot, text) for text in texts
    ):
        yield Problem("no-person")
    yield from _check_buttons(bot, edition.menu, MENU)


def _is_disclosed(edition: Edition) -> bool:
    base = get_base(edition.language)
    words = f"{DISCLOSING['en']} {DISCLOSING.get(base, '')}".split()
    said = read(edition.greeting, edition.language)
    # A language of which sharekit knows no words is left to its owner.
    return base not in DISCLOSING or any(match(parse(word, base), said) for word in words)


def _says_person(bot: Bot, text: str) -> bool:
    """Return whether a text has a word that leads to a person, such as "write PERSON"."""
    words = read(text, bot.language)
    patterns = [pattern for kind, pattern in bot.always if kind == "person"]
    return any(match(msgspec.structs.replace(each, is_whole=False), words) for each in patterns)


def _check_examples(bot: Bot, examples: Sequence[Example]) -> Iterator[Problem]:
    for judged in judge(bot, examples):
        if not judged.is_right:
            yield Problem(
                "example",
                judged.example.rule,
                {"text": judged.example.text, "found": judged.found},
            )


def _check_phrases(bot: Bot, rule: Rule) -> Iterator[Problem]:
    patterns: dict[Pattern, int] = {}
    for before in takewhile(lambda each: each.id != rule.id, bot.steps[rule.parent]):
        patterns.update((phrase.pattern, before.id) for phrase in bot.phrases[before.id])
    for text in rule.phrases:
        try:
            pattern = parse(text, bot.language)
        except PhraseError as error:
            yield Problem("phrase", rule.id, {"phrase": text[:60], "mistake": error.mistake})
            continue
        if pattern in patterns:
            yield Problem("same-phrase", rule.id, {"phrase": text, "other": patterns[pattern]})
        if not pattern.values and bot.find_always(read(text, bot.language)) - {"hello", "start"}:
            yield Problem("shadowed", rule.id, {"phrase": text})


def _check_answer(bot: Bot, rule: Rule) -> Iterator[Problem]:
    if rule.answer and rule.answer not in bot.edition.answers:
        yield Problem("no-function", rule.id, {"answer": rule.answer})
    is_leading = rule.then in ("person", "rule")
    if not (rule.text.strip() or rule.answer or rule.article or is_leading):
        yield Problem("says-nothing", rule.id)
    if rule.article and not rule.text.strip() and not rule.answer:
        yield Problem("only-article", rule.id)
    if rule.then == "rule" and rule.then_rule not in bot.rules:
        yield Problem("leads-nowhere", rule.id)
    elif _is_circle(bot, rule):
        yield Problem("circle", rule.id)
    if rule.answer:
        # The values of a function are known only when it was called.
        return
    known = _list_values(bot, rule)
    for place in dict.fromkeys(PLACE.findall(rule.text)):
        if place not in known:
            yield Problem("unknown-place", rule.id, {"place": place})


def _list_values(bot: Bot, rule: Rule) -> set[str]:
    """Return the names of values that may be there when a rule answers."""
    known = set[str]()
    for level in bot.list_levels(rule.id):
        known |= {value for each in bot.phrases.get(level, ()) for value in each.pattern.values}
    for shape in bot.edition.answers.values():
        known |= {take.name for take in (*shape.takes, *shape.asked)}
    return known | ({ANSWER} if bot.edition.answers else set())


def _is_circle(bot: Bot, rule: Rule) -> bool:
    passed = {rule.id}
    following = rule
    while following.then == "rule" and following.then_rule in bot.rules:
        following = bot.rules[following.then_rule]
        if following.id in passed:
            # Each of its rules is reported, and none that only leads to it.
            return following.id == rule.id
        passed.add(following.id)
    return False


def _check_buttons(bot: Bot, buttons: Sequence[Button], rule: int) -> Iterator[Problem]:
    if len(buttons) > MOST_CHOICES:
        yield Problem("many-choices", rule, {"count": len(buttons), "most": MOST_CHOICES})
    for button in buttons:
        if not button.label.strip():
            yield Problem("no-label", rule)
        if button.rule not in bot.rules:
            yield Problem("choice-nowhere", rule, {"label": button.label})
    labels = [button.label.strip().lower() for button in buttons]
    if len(set(labels)) < len(labels):
        yield Problem("same-label", rule)


def _list_reached(bot: Bot) -> set[int]:
    """Return the rules that a phrase, a button or another rule leads to."""
    reached = set[int]()
    waiting = [button.rule for button in bot.edition.menu if button.rule in bot.rules]
    waiting += [rule.id for rule in bot.steps.get(MENU, ()) if rule.phrases]
    while waiting:
        rule = bot.rules[waiting.pop()]
        if rule.id not in reached:
            reached.add(rule.id)
            further = [*(button.rule for button in rule.choices), rule.then_rule]
            waiting += [each for each in further if each in bot.rules]
            waiting += [step.id for step in bot.steps.get(rule.id, ()) if step.phrases]
    return reached


def _check_place(bot: Bot, rule: Rule, reached: set[int]) -> Iterator[Problem]:
    if rule.id not in reached:
        yield Problem("unreachable", rule.id)
    levels = len(list(bot.list_levels(rule.id))) - 1
    if levels > MOST_LEVELS:
        yield Problem("deep", rule.id, {"levels": levels, "most": MOST_LEVELS})
