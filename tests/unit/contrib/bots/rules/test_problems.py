"""What is wrong with a bot is found before customers meet it."""

from __future__ import annotations

from typing import Any

import pytest

from sharekit.contrib.bots.rules.edition import Button, Rule, Sayings, Shape
from sharekit.contrib.bots.rules.examples import Example
from sharekit.contrib.bots.rules.problems import Problem, find_problems
from tests.unit.contrib.bots.rules.making import GREETING, make_bot


def list_kinds(*rules: Rule, examples: tuple[Example, ...] = (), **changes: Any) -> list[str]:
    bot = make_bot(*rules, **{"menu": (), **changes})
    return [problem.kind for problem in find_problems(bot, examples)]


def rule(number: int, *phrases: str, **columns: Any) -> Rule:
    return Rule(number, f"rule {number}", phrases=phrases, **{"text": "Yes.", **columns})


def test_the_bot_of_a_shop_has_no_problem() -> None:
    examples = (Example("How long does it take?", 1), Example("What?", 0))

    assert find_problems(make_bot(), examples) == []


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"greeting": " "}, "no-greeting"),
        ({"greeting": "Hello! Write PERSON."}, "not-automatic"),
        ({"greeting": "Automatic.", "sayings": Sayings(unknown="What?")}, "no-person"),
        ({"hours": "Mo-Fr 9:00-17:00\nalways"}, "bad-hours"),
        ({"menu": (Button("A", 9),)}, "choice-nowhere"),
        ({"menu": (Button("", 1),)}, "no-label"),
        ({"menu": (Button("A", 1), Button("a ", 1))}, "same-label"),
        ({"menu": tuple(Button(f"{n}", 1) for n in range(11))}, "many-choices"),
        ({"examples": (Example("yes", 0),)}, "example"),
        ({"examples": (Example("no", 1),)}, "example"),
    ],
)
def test_a_bot_has_a_problem(changes: dict[str, Any], kind: str) -> None:
    assert list_kinds(rule(1, "yes"), **changes) == [kind]


@pytest.mark.parametrize(
    ("columns", "kind"),
    [
        ({"text": ""}, "says-nothing"),
        ({"text": "", "article": "/a/"}, "only-article"),
        ({"text": "", "answer": "gone"}, "no-function"),
        ({"then": "rule"}, "leads-nowhere"),
        ({"then": "rule", "then_rule": 9}, "leads-nowhere"),
        ({"then": "rule", "then_rule": 1}, "circle"),
        ({"text": "Hello {name}."}, "unknown-place"),
        ({"choices": (Button("A", 9),)}, "choice-nowhere"),
    ],
)
def test_a_rule_has_a_problem(columns: dict[str, Any], kind: str) -> None:
    bot = make_bot(rule(1, "yes", **columns), menu=())

    assert [(each.kind, each.rule) for each in find_problems(bot)] == [(kind, 1)]


@pytest.mark.parametrize(
    ("phrase", "problem"),
    [
        ("{nummer}", Problem("phrase", 1, {"phrase": "{nummer}", "mistake": "value"})),
        ("x" * 10_000, Problem("phrase", 1, {"phrase": "x" * 60, "mistake": "long"})),
        ("= menu", Problem("shadowed", 1, {"phrase": "= menu"})),
        ("talk to a person", Problem("shadowed", 1, {"phrase": "talk to a person"})),
    ],
)
def test_a_phrase_has_a_problem(phrase: str, problem: Problem) -> None:
    assert find_problems(make_bot(rule(1, "yes", phrase), menu=())) == [problem]


def test_hello_may_be_a_rule() -> None:
    assert list_kinds(rule(1, "= hello")) == []


def test_two_rules_of_a_level_with_the_same_phrase_are_found() -> None:
    rules = [rule(1, "my parcel|package"), rule(2, "x", "My package|parcel!")]

    [problem] = find_problems(make_bot(*rules, menu=()))

    assert problem == Problem("same-phrase", 2, {"phrase": "My package|parcel!", "other": 1})
    assert list_kinds(rule(1, "yes"), rule(2, "yes", parent=1)) == []


def test_a_circle_names_its_rules_only() -> None:
    rules = [
        rule(1, "a", then="rule", then_rule=2),
        rule(2, then="rule", then_rule=3),
        rule(3, then="rule", then_rule=2),
    ]

    found = find_problems(make_bot(*rules, menu=()))

    assert [(each.kind, each.rule) for each in found] == [("circle", 2), ("circle", 3)]


def test_a_rule_to_which_nothing_leads_is_found() -> None:
    rules = [
        rule(1, "a", choices=(Button("B", 2), Button("C", 3))),
        rule(2, parent=1, then="rule", then_rule=4),
        rule(3, parent=1),
        rule(4),
        rule(5),
        rule(6, "x", parent=5),
        rule(7),
    ]

    found = find_problems(make_bot(*rules, menu=(Button("G", 7),)))

    assert [(each.kind, each.rule) for each in found] == [("unreachable", 5), ("unreachable", 6)]
    assert all(each.is_warning for each in found)


def test_more_than_five_levels_are_too_many() -> None:
    rules = [rule(number, "yes", parent=number - 1) for number in range(1, 7)]

    [problem] = find_problems(make_bot(*rules, menu=()))

    assert problem == Problem("deep", 6, {"levels": 6, "most": 5})
    assert not problem.is_warning


def test_places_that_something_fills_are_known() -> None:
    assert list_kinds(rule(1, "{date}"), rule(2, "yes", parent=1, text="On {date}.")) == []
    answers = {"order": Shape()}
    asking = rule(1, "yes", answer="order", text="It comes {day}.")
    assert list_kinds(asking, answers=answers) == []
    assert list_kinds(rule(1, "yes", text="It is {number}: {answer}")) == []


def test_a_rule_that_hands_over_is_a_way_to_a_person() -> None:
    changes: dict[str, Any] = {"greeting": "Automatic.", "sayings": Sayings(unknown="What?")}

    assert list_kinds(rule(1, "yes", then="person", text=""), **changes) == []


def test_a_greeting_in_a_language_that_is_not_known_is_left_to_its_owner() -> None:
    assert list_kinds(rule(1, "yes"), language="fi", greeting="Hei! PERSON") == []
    assert list_kinds(rule(1, "yes"), language="de", greeting=GREETING) == []
