"""A bot answers by its rules, one message to each."""

from __future__ import annotations

import pytest

from sharekit.contrib.bots.messages import Choice, Kind
from sharekit.contrib.bots.rules.decision import State
from sharekit.contrib.bots.rules.edition import Button, Rule
from tests.unit.contrib.bots.rules.making import GREETING, Customer, make_bot


def test_the_rule_with_the_most_words_answers() -> None:
    bot = make_bot(
        Rule(1, "time", phrases=("time",), text="Noon."),
        Rule(2, "delivery", phrases=("delivery time",), text="Three days."),
        Rule(3, "deliver", phrases=("delivery",), text="Yes."),
        Rule(4, "later", phrases=("delivery",), text="No."),
        menu=(),
    )
    customer = Customer(bot)

    assert customer.write("delivery time?") == "Three days."
    why = customer.decision.why
    assert (why.reason, why.rule, why.phrase, why.words) == ("phrase", 2, "delivery time", 2)
    assert [each.rule for each in why.runners_up] == [1, 3, 4]
    assert customer.write("delivery") == "Yes."


def test_the_first_answer_comes_with_the_greeting() -> None:
    customer = Customer(is_new=True)

    assert customer.write("How long?") == f"{GREETING}\n\nThree days."
    assert customer.write("How long?") == "Three days."


def test_a_chat_that_is_opened_begins_with_greeting_and_menu() -> None:
    customer = Customer(is_new=True)

    assert customer.write(kind="start") == GREETING
    assert customer.decision.message is not None
    assert customer.decision.message.choices == (
        Choice("Delivery", "r0.1"),
        Choice("Send it back", "r0.2"),
    )
    assert customer.decision.why.reason == "start"


def test_a_button_leads_to_its_rule_wherever_the_conversation_is() -> None:
    customer = Customer()

    assert customer.write("returns") == "Why?"
    assert customer.labels == ["Broken"]
    customer.write("How long?")
    assert customer.write("Broken", choice="r2.1") == "Sorry."
    assert customer.decision.why.reason == "choice"
    assert customer.decision.ends
    assert customer.state == State(is_greeted=True)


@pytest.mark.parametrize("name", ["r2.2", "r99.1", "r2", "x2.1", "r2.0", "r2.x", "r2.1"])
def test_a_button_of_another_edition_is_read_as_its_label(name: str) -> None:
    customer = Customer()

    assert customer.write("How long?", choice=name) == "Three days."


def test_a_button_without_a_label_is_believed_by_its_name() -> None:
    assert Customer().write("", choice="r2.1") == "Sorry."


def test_who_has_no_buttons_writes_the_label() -> None:
    assert Customer().write("send it back!") == "Why?"


def test_a_step_applies_after_its_rule_only() -> None:
    customer = Customer()
    assert customer.write("too small") == customer.bot.edition.sayings.unknown

    customer.write("returns")

    assert customer.write("it is too small") == "Which size?"
    assert customer.write("42") == "We send size 42."
    # A step beside it, and a step around it.
    assert customer.write("broken") == "Sorry."


def test_a_better_rule_of_the_top_level_leaves_a_step() -> None:
    bot = make_bot(
        Rule(1, "ask", phrases=("cake",), text="Do you like it?"),
        Rule(2, "yes", parent=1, phrases=("yes",), text="Fine."),
        Rule(3, "hours", phrases=("opening hours",), text="9 to 5."),
        Rule(4, "no", phrases=("yes",), text="What?"),
    )
    customer = Customer(bot)
    customer.write("cake")

    assert customer.write("yes, what are your opening hours?") == "9 to 5."
    customer.write("cake")
    assert customer.write("yes") == "Fine."


def test_values_stay_within_a_rule_and_its_steps() -> None:
    bot = make_bot(
        Rule(1, "order", phrases=("order {number}",), text="What about {number}?"),
        Rule(2, "cancel", parent=1, phrases=("undo",), text="I undo {number}, {word}."),
        Rule(3, "other", phrases=("other",), text="Number {number}?"),
    )
    customer = Customer(bot)

    assert customer.write("order 4711") == "What about 4711?"
    assert customer.write("undo") == "I undo 4711,."
    assert customer.write("other") == "Number?"


def test_what_is_not_a_place_is_said_as_it_is() -> None:
    texts = ("{{ settings.SECRET_KEY }}", "{% load x %}", "<script>alert(1)</script>", "{other}")
    rules = [
        Rule(number, f"{number}", phrases=(f"say {number}",), text=text)
        for number, text in enumerate(texts, 1)
    ]
    customer = Customer(make_bot(*rules))

    said = [customer.write(f"say {number}") for number in range(1, 1 + len(texts))]
    assert said == list(texts)


def test_a_value_is_filled_in_once() -> None:
    bot = make_bot(Rule(1, "say", phrases=("say {word}",), text="You said {word}."))

    assert Customer(bot).write("say x{number}x") == "You said x{number}x."


def test_a_rule_goes_on_with_another_in_the_same_message() -> None:
    assert Customer().write("opening hours") == "From 9 to 5.\n\nThree days."


def test_a_circle_of_rules_ends() -> None:
    bot = make_bot(
        Rule(1, "a", phrases=("a",), text="A.", then="rule", then_rule=2),
        Rule(2, "b", text="B.", then="rule", then_rule=1, article="/b/"),
    )
    customer = Customer(bot)

    assert customer.write("a") == "A.\n\nB."
    assert customer.decision.article == "/b/"


def test_a_rule_may_hand_over_with_its_own_text() -> None:
    customer = Customer()

    assert customer.write("complaint") == "We are sorry."
    assert customer.state.mode == "person"
    late = Customer(is_open=False)
    assert late.write("complaint").startswith("We are sorry.\n\nA person will answer you as soon")


def test_a_rule_that_says_nothing_shows_a_sentence() -> None:
    assert Customer(make_bot(Rule(1, "x", phrases=("x",)))).write("x") != ""


def test_what_is_not_understood_twice_goes_to_a_person() -> None:
    customer = Customer()

    assert customer.write("bla bla") == customer.bot.edition.sayings.unknown
    assert customer.decision.outcome == "not_understood"
    assert customer.labels == ["Delivery", "Send it back"]
    assert customer.write("bla") == "A person will answer you here."


def test_an_answer_in_between_begins_to_count_anew() -> None:
    customer = Customer()

    for text in ("bla", "How long?", "bla", "returns", "bla"):
        customer.write(text)

    assert customer.state.mode == "bot"


def test_a_picture_is_answered_once() -> None:
    customer = Customer()

    assert customer.write(kind="media") == "I can only read text."
    assert customer.write(kind="media") == ""
    assert customer.write("How long?", kind="media") == "Three days."


@pytest.mark.parametrize(("kind", "text"), [("reaction", "👍"), ("other", ""), ("text", "👍🙏")])
def test_a_sign_needs_no_answer(kind: Kind, text: str) -> None:
    customer = Customer()

    assert customer.write(text, kind) == ""
    assert customer.decision.why.reason == "no-words"


def test_a_question_mark_is_a_question_and_a_first_sign_a_greeting() -> None:
    assert Customer().write("???") != ""
    assert Customer(is_new=True).write("👋").startswith("Hello")


def test_a_button_to_a_rule_that_is_missing_is_not_shown() -> None:
    bot = make_bot(Rule(1, "a", phrases=("a",), text="A", choices=(Button("Gone", 9),)))
    customer = Customer(bot)

    customer.write("a")

    assert customer.labels == []
    assert customer.write("Gone") == bot.edition.sayings.unknown
