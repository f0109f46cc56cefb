"""Some words work in every bot, before any rule."""

from __future__ import annotations

import pytest

from sharekit.contrib.bots.rules.bot import compile_bot
from sharekit.contrib.bots.rules.edition import Button, Rule
from sharekit.contrib.bots.rules.reading.always import DISCLOSING, PHRASES, compile_always
from sharekit.contrib.bots.rules.reading.phrases import parse
from tests.unit.contrib.bots.rules.making import (
    RULES,
    Customer,
    make_bot,
    make_edition,
)

LANGUAGES = sorted(DISCLOSING)


@pytest.mark.parametrize("text", ["Stop", " STOP! ", "stopp", "please stop", "STOP STOP 🛑"])
def test_stop_is_confirmed_once_then_the_bot_is_silent(text: str) -> None:
    customer = Customer(make_bot(language="de"))

    assert "START" in customer.write(text)
    assert customer.decision.outcome == "stopped"
    assert customer.decision.ends
    assert customer.write(text) == ""
    assert customer.write("How long?") == ""
    assert customer.write("Delivery", choice="r0.1") == ""
    assert customer.decision.why.reason == "stopped"


def test_a_picture_that_says_stop_stops() -> None:
    customer = Customer()

    customer.write("Stop!", kind="media")

    assert customer.state.mode == "stopped"


def test_a_button_of_another_message_that_says_stop_stops() -> None:
    own = Rule(9, "stop", phrases=("halt",), text="Halted.")
    customer = Customer(make_bot(own, menu=(Button("Stop", 9),)))

    # The bot's own button leads to its rule.
    assert customer.write("Stop", choice="r0.1") == "Halted."
    customer.write("Stop", choice="a template's")
    assert customer.state.mode == "stopped"


@pytest.mark.parametrize("text", ["Can you stop order 123?", "cancel my order", "nonstop"])
def test_a_question_about_stopping_does_not_stop(text: str) -> None:
    customer = Customer()

    customer.write(text)

    assert customer.state.mode == "bot"


@pytest.mark.parametrize("kind", ["text", "start"])
def test_start_opens_again(kind: str) -> None:
    customer = Customer()
    customer.write("stop")

    assert customer.write("START", kind).startswith("Hello")  # type: ignore[arg-type]
    assert customer.write("How long?") == "Three days."


def test_a_stop_in_the_middle_of_a_dialogue_forgets_it() -> None:
    customer = Customer()
    customer.write("where is my parcel")

    customer.write("stop")
    customer.write("start")

    assert customer.write("4711") == customer.bot.edition.sayings.unknown


def test_the_settings_add_words_that_stop() -> None:
    bot = compile_bot(make_edition(), ["Stille, bitte", "?!"])
    customer = Customer(bot)

    customer.write("stille bitte")

    assert customer.state.mode == "stopped"


@pytest.mark.parametrize("text", ["person", "I want a real person", "speak with an agent"])
def test_a_word_leads_to_a_person_and_the_bot_is_silent(text: str) -> None:
    customer = Customer()
    customer.write("where is my parcel")

    assert customer.write(text) == "A person will answer you here."
    assert customer.decision.outcome == "handed_over"
    assert customer.write("4711") == ""
    assert customer.decision.why.reason == "with-person"
    assert customer.write("stop") != ""


def test_outside_opening_hours_the_bot_says_so() -> None:
    customer = Customer(is_open=False)

    assert customer.write("person") == "A person will answer you as soon as we are back."


@pytest.mark.parametrize("text", ["menu", "help", "back", "cancel", "/menu"])
def test_a_word_shows_the_menu_from_everywhere(text: str) -> None:
    customer = Customer()
    customer.write("where is my parcel")

    assert customer.write(text) == "What would you like to know?"
    assert customer.labels == ["Delivery", "Send it back"]
    assert customer.decision.outcome == "opened"
    assert customer.state.asks == ""


def test_words_of_other_languages_work_too() -> None:
    assert Customer(make_bot(language="de-at")).write("Hilfe").startswith("What would")
    assert Customer(make_bot(language="ja")).write("停止").startswith("You will get")


def test_a_rule_for_hello_comes_before_the_greeting() -> None:
    own = Rule(9, "hello", phrases=("hello",), text="Good to see you.")

    assert Customer(make_bot(*RULES, own)).write("Hello!") == "Good to see you."
    assert Customer().write("Hello!") == "What would you like to know?"
    assert Customer(is_new=True).write("Good morning").startswith("Hello")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_words_of_each_kind(language: str) -> None:
    kinds = {kind for kind, _pattern in compile_always(language)}

    assert kinds == PHRASES.keys()
    assert all(language in phrases for phrases in PHRASES.values())
    assert all(parse(word, language) for word in DISCLOSING[language].split())
