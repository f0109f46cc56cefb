"""A bot asks for what the site's answer needs, and says what it gave."""

from __future__ import annotations

import pytest

from sharekit.contrib.bots.rules.edition import Rule, Shape
from sharekit.contrib.bots.rules.reading.values import Take
from tests.unit.contrib.bots.rules.making import NUMBER, POSTCODE, Customer, make_bot

ASK = Rule(1, "order", phrases=("where * parcel", "order {number}"), answer="order")
OTHER = Rule(2, "other", phrases=("opening hours", "berlin"), text="9 to 5.")


def ask(shape: Shape, *rules: Rule, is_new: bool = False, **proven: str) -> Customer:
    bot = make_bot(*(rules or (ASK, OTHER)), answers={"order": shape})
    return Customer(bot, is_new=is_new, proven=proven)


def test_a_value_of_the_phrase_is_not_asked_for() -> None:
    customer = ask(Shape(takes=(NUMBER,)))

    customer.write("order 4711")

    assert customer.decision.message is None
    assert customer.decision.call is not None
    assert customer.decision.call.values == {"number": "4711"}


def test_what_is_missing_is_asked_for_one_by_one() -> None:
    day = Take("day", "date", "Of which day?")
    customer = ask(Shape(takes=(Take("order", "number", "Which order?"), day)))

    assert customer.write("Where is my parcel?") == "Which order?"
    assert customer.decision.outcome == "asked"
    assert customer.write("number 4711, please") == "Of which day?"
    customer.write("24.12.2026")

    assert customer.decision.call is not None
    assert customer.decision.call.values == {"order": "4711", "day": "2026-12-24"}
    assert customer.decision.why.reason == "value"


def test_a_phrase_s_value_that_does_not_fit_is_asked_for() -> None:
    assert ask(Shape(takes=(NUMBER,))).write("order 47") == NUMBER.ask


def test_a_wrong_value_is_explained_twice_then_a_person_answers() -> None:
    customer = ask(Shape(takes=(NUMBER,)))
    customer.write("Where is my parcel?")

    assert customer.write("no idea") == "I need a number, such as 4711."
    assert customer.write("47") == "I need a number, such as 4711."
    assert customer.decision.why.reason == "no-value"
    assert customer.write("hm") == "A person will answer you here."


def test_another_question_leaves_the_one_for_a_value() -> None:
    customer = ask(Shape(takes=(NUMBER,)))
    customer.write("Where is my parcel?")

    assert customer.write("What are your opening hours?") == "9 to 5."
    assert customer.write("4711") == customer.bot.edition.sayings.unknown


def test_a_rule_comes_before_a_word_that_would_be_any() -> None:
    customer = ask(Shape(takes=(POSTCODE,)))
    customer.write("Where is my parcel?")

    assert customer.write("Berlin") == "9 to 5."
    customer.write("Where is my parcel?")
    customer.write("SW1A 1AA")
    assert customer.decision.call is not None
    assert customer.decision.call.values == {"postcode": "SW1A 1AA"}


def test_the_answer_is_said_with_its_page() -> None:
    customer = ask(Shape(takes=(NUMBER,)), is_new=True)
    customer.write("order 4711")

    assert customer.give("answer", "It is on its way.", article="/help/").endswith(
        "\n\nIt is on its way."
    )
    assert customer.decision.article == "/help/"
    assert customer.decision.outcome == "answered"
    assert customer.state.is_greeted


def test_a_rule_s_text_has_places_for_what_the_answer_gave() -> None:
    text = "Order {number}: {answer} It comes {day}. {unknown}"
    rule = Rule(1, "order", phrases=("order {number}",), answer="order", text=text, article="/a/")
    customer = ask(Shape(takes=(NUMBER,)), rule)
    customer.write("order 4711")

    said = customer.give("answer", "Sent.", values={"day": "today"})

    assert said == "Order 4711: Sent. It comes today. {unknown}"
    assert customer.decision.article == "/a/"


def test_what_is_not_found_is_asked_for_again() -> None:
    customer = ask(Shape(takes=(NUMBER,)))
    customer.write("order 4711")

    assert customer.give("nothing") == f"I cannot find that.\n\n{NUMBER.ask}"
    assert customer.decision.outcome == "missed"
    customer.write("4712")
    assert customer.decision.call is not None
    assert customer.decision.call.values == {"number": "4712"}


def test_an_answer_without_values_that_finds_nothing_says_so() -> None:
    customer = ask(Shape())
    customer.write("where is my parcel")

    assert customer.give("nothing") == "I cannot find that."
    assert customer.write("opening hours") == "9 to 5."


def test_an_empty_answer_counts_as_nothing() -> None:
    customer = ask(Shape())
    customer.write("where is my parcel")

    assert customer.give("answer", " ") == "I cannot find that."


def test_an_error_is_an_apology_and_a_person() -> None:
    customer = ask(Shape())
    customer.write("where is my parcel")

    assert customer.give("error") == "Something went wrong. A person will answer you here."
    assert customer.decision.outcome == "failed"
    assert customer.state.mode == "person"


@pytest.mark.parametrize(
    ("text", "said"), [("", "A person will answer you here."), ("Ann calls you.", "Ann calls you.")]
)
def test_an_answer_may_hand_over(text: str, said: str) -> None:
    customer = ask(Shape())
    customer.write("where is my parcel")

    assert customer.give("hand_over", text) == said
    assert customer.decision.outcome == "handed_over"


def test_an_answer_that_the_edition_lacks_is_an_apology() -> None:
    customer = Customer(make_bot(ASK, answers={}))

    assert customer.write("where is my parcel").startswith("Something went wrong.")
    assert customer.decision.outcome == "failed"


def test_a_rule_after_an_answer_follows_it() -> None:
    first = Rule(1, "a", phrases=("a",), answer="order", then="rule", then_rule=2)
    second = Rule(2, "b", answer="order", then="rule", then_rule=1)
    customer = ask(Shape(), first, second)
    customer.write("a")

    assert customer.give("answer", "One.") == ""
    assert customer.decision.call is not None
    assert customer.give("answer", "Two.") == "One.\n\nTwo."


def test_only_a_call_has_a_result() -> None:
    customer = Customer()
    customer.write("how long")

    with pytest.raises(ValueError, match="no call"):
        customer.give("answer", "x")


PROVEN = Shape(takes=(NUMBER,), proof=("phone", "postcode"), asked=(POSTCODE,))


def test_a_phone_that_the_platform_proves_is_enough() -> None:
    customer = ask(PROVEN, phone="+4915550000001")
    customer.write("order 4711")

    assert customer.decision.call is not None
    assert customer.decision.call.proof == {"phone": "+4915550000001"}


def test_without_a_phone_the_second_thing_is_asked_for() -> None:
    customer = ask(PROVEN)

    assert customer.write("order 4711") == POSTCODE.ask
    customer.write("10115")
    assert customer.decision.call is not None
    assert customer.decision.call.proof == {"postcode": "10115"}
    assert customer.decision.call.values["number"] == "4711"


def test_a_miss_forgets_the_proof_too() -> None:
    customer = ask(PROVEN)
    customer.write("order 4711")
    customer.write("10115")

    customer.give("nothing")

    assert customer.write("4712") == POSTCODE.ask


def test_without_a_second_thing_a_person_answers() -> None:
    customer = ask(Shape(takes=(NUMBER,), proof=("phone",)))

    assert customer.write("order 4711") == "A person will answer you here."
    assert customer.decision.why.reason == "no-proof"
    assert customer.decision.call is None


def test_a_proof_among_the_values_is_only_asked_for_as_a_proof() -> None:
    shape = Shape(takes=(NUMBER, POSTCODE), proof=("phone", "postcode"))

    assert ask(shape, phone="+49").write("order 4711") == ""
    assert ask(shape).write("order 4711") == POSTCODE.ask
