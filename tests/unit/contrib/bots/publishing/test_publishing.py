"""A draft becomes an edition, unless something is wrong with it."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from pytest_django import Settings

from sharekit.contrib.bots.exceptions import NotPublished
from sharekit.contrib.bots.messages import Said
from sharekit.contrib.bots.models import Bot, Edition, Example
from sharekit.contrib.bots.publishing.publish import check, load, publish, roll_back
from sharekit.contrib.bots.rules.decision import State
from sharekit.contrib.bots.rules.step import step
from tests.unit.contrib.bots.shop import add_rule, make_bot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("asked")]


@pytest.fixture
def bot() -> Bot:
    row = make_bot()
    add_rule(row, "delivery", "how long", text="Three days.")
    return row


def say(edition: Edition, text: str) -> str:
    decision = step(load(edition), State(is_greeted=True), Said("text", text))
    return decision.message.text if decision.message else ""


def test_a_published_bot_is_live_and_answers_by_its_edition(bot: Bot, admin_user: User) -> None:
    edition = publish(bot, by=admin_user)
    bot.rules.update(text="Four days.")

    assert (bot.state, bot.edition, edition.number, edition.by) == ("live", edition, 1, admin_user)
    assert say(edition, "How long?") == "Three days."
    assert say(publish(bot), "How long?") == "Four days."
    assert [each.number for each in bot.editions.all()] == [2, 1]


def test_one_call_brings_an_older_edition_back(bot: Bot) -> None:
    first = publish(bot)
    bot.rules.update(text="Four days.")
    publish(bot)

    roll_back(bot, first)

    bot.refresh_from_db()
    assert bot.edition == first
    assert bot.rules.get().text == "Four days."
    assert publish(bot).number == 3


def test_an_edition_of_another_bot_is_refused(bot: Bot) -> None:
    other = make_bot(slug="other")

    with pytest.raises(ValueError, match="another bot"):
        roll_back(other, publish(bot))


def test_a_paused_bot_stays_paused(bot: Bot) -> None:
    bot.state = Bot.State.PAUSED
    bot.save()

    publish(bot)

    assert bot.state == "paused"


def test_a_failing_example_blocks(bot: Bot) -> None:
    Example.objects.create(bot=bot, text="When does it come?", expected=bot.rules.get())

    with pytest.raises(NotPublished) as caught:
        publish(bot, accepts_warnings=True)

    assert caught.value.sentences == [
        "“When does it come?” leads to no rule, and should lead to delivery."
    ]
    assert not bot.editions.exists()


def test_warnings_are_accepted_or_block(bot: Bot) -> None:
    add_rule(bot, "lost")

    with pytest.raises(NotPublished, match="Nothing leads to “lost”"):
        publish(bot)

    assert publish(bot, accepts_warnings=True).number == 1


def test_words_of_the_settings_stop_a_live_bot(bot: Bot, settings: Settings) -> None:
    bot.language = "en-gb"
    bot.save()
    edition = publish(bot)
    settings.SHAREKIT = {"BOTS": {"STOP_WORDS": {"en-gb": ["enough"], "en": ["cease"]}}}

    for word in ("Enough!", "cease"):
        assert say(edition, word).startswith("You will get no further messages.")


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"phrases": "?!"}, "has no letters: “?!”"),
        ({"phrases": "x" * 10_000}, "is too long: “xxx"),
        ({"phrases": "{nr}"}, "has unknown brackets: “{nr}”. Write {number}"),
        ({"phrases": "{date} {date}"}, "takes the same kind of value twice"),
        ({"phrases": "a *"}, "A star needs a word on both sides: “a *” of “odd”."),
        ({"phrases": "a|"}, "A | needs a word on both sides"),
        ({"phrases": "how long"}, "“odd” and “delivery” have the same phrase: “how long”."),
        ({"phrases": "menu"}, "“menu” never leads to “odd”"),
        ({"text": "{{ settings.SECRET_KEY }} {% load %} {key}"}, "the place {key}, which nothing"),
        ({"article": "/nowhere/"}, "links “/nowhere/”, which is not a page of the site"),
        ({"choices": [{"label": "Up", "rule": 0}]}, "The button “Up” of “odd” leads to a rule"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(
    bot: Bot, columns: dict[str, Any], sentence: str
) -> None:
    columns = dict(columns)
    add_rule(bot, "odd", columns.pop("phrases", "odd"), **columns)

    checked = check(bot)

    assert any(sentence in each for each in [*checked.errors, *checked.warnings])


def test_the_greeting_is_named_where_it_has_a_problem(bot: Bot) -> None:
    bot.menu = [{"label": "Up", "rule": 0}]

    assert "The button “Up” of “the greeting” leads" in " ".join(check(bot).errors)
