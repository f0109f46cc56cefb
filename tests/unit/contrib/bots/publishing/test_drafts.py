"""A draft is read from rows, in the bot's language."""

from __future__ import annotations

import msgspec
import pytest

from sharekit.contrib.bots.models import Example
from sharekit.contrib.bots.publishing.draft import read_draft
from sharekit.contrib.bots.publishing.sayings import write_sayings
from sharekit.contrib.bots.rules.edition import Button, Edition, Rule, Sayings
from sharekit.contrib.bots.rules.examples import Example as PlainExample
from tests.unit.contrib.bots.shop import GREETING, add_rule, make_bot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("asked")]


def test_rules_come_after_their_parents_and_in_their_order() -> None:
    bot = make_bot()
    second = add_rule(bot, "second", place=5)
    first = add_rule(bot, "first", place=1)
    third = add_rule(bot, "third", place=9, parent=first)
    fourth = add_rule(bot, "fourth", place=0, parent=third)
    fifth = add_rule(bot, "fifth", place=10, parent=first)

    rules = read_draft(bot).edition.rules

    assert [rule.id for rule in rules] == [
        each.pk for each in (first, third, fourth, fifth, second)
    ]
    assert [rule.parent for rule in rules] == [0, first.pk, third.pk, first.pk, 0]


def test_a_rule_that_is_off_is_left_out_with_its_steps_and_examples() -> None:
    bot = make_bot()
    off = add_rule(bot, "off", "a", is_on=False)
    step = add_rule(bot, "step", "b", parent=off)
    kept = add_rule(bot, "kept", "c")
    for text, rule in (("a", off), ("b", step), ("c", kept), ("d", None)):
        Example.objects.create(bot=bot, text=text, expected=rule)

    draft = read_draft(bot)

    assert [rule.id for rule in draft.edition.rules] == [kept.pk]
    assert draft.examples == (PlainExample("c", kept.pk), PlainExample("d", 0))


def test_a_draft_has_all_that_its_owner_wrote() -> None:
    bot = make_bot(
        language="de",
        hours="Mo 9-17",
        unknown_text="Wie bitte?",
        menu=[{"label": " A ", "rule": 7}],
    )
    target = add_rule(bot, "target", "x")
    rule = add_rule(
        bot,
        "order",
        "  where * parcel ",
        "",
        "order {number}",
        text=" Here. ",
        article="/help/",
        answer="order-status",
        choices=[{"label": "More", "rule": target.pk}, {}],
        then="rule",
        then_rule=target,
    )

    edition = read_draft(bot).edition

    assert edition.rules[1] == Rule(
        id=rule.pk,
        name="order",
        phrases=("where * parcel", "order {number}"),
        text="Here.",
        article="/help/",
        answer="order-status",
        choices=(Button("More", target.pk), Button("", 0)),
        then="rule",
        then_rule=target.pk,
    )
    assert edition.greeting == GREETING
    assert edition.menu == (Button("A", 7),)
    assert edition.hours == "Mo 9-17"
    assert edition.sayings.unknown == "Wie bitte?"
    assert list(edition.answers) == ["order-status"]
    assert [take.name for take in edition.answers["order-status"].takes] == ["number"]
    stored = msgspec.json.encode(edition)
    assert msgspec.json.decode(stored, type=Edition) == edition


def test_an_answer_that_the_site_lacks_is_missing() -> None:
    bot = make_bot()
    add_rule(bot, "x", "x", answer="gone")

    assert read_draft(bot).edition.answers == {}


def test_sentences_that_nobody_wrote_are_those_of_the_rules() -> None:
    assert write_sayings(make_bot()) == Sayings()


def test_each_sentence_can_be_another() -> None:
    bot = make_bot(unknown_text="1", media_text="2", hand_over_text="3", closed_text="4")
    sayings = write_sayings(bot)

    assert [sayings.unknown, sayings.media, sayings.hand_over, sayings.closed] == [*"1234"]
