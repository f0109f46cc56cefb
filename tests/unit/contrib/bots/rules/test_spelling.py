"""A word of six letters or more is understood with one letter wrong, if nothing else applies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sharekit.contrib.bots.rules.edition import Rule
from sharekit.contrib.bots.rules.reading.fold import read
from sharekit.contrib.bots.rules.reading.spelling import Spelling
from tests.unit.contrib.bots.rules.making import Customer, make_bot

WORDS = ["delivery", "returns", "parcel", "time"]
LETTERS = st.text("ab", min_size=5, max_size=8)


def is_near(word: str, other: str) -> bool:
    """Return in another way whether one letter is wrong, or two have changed places."""
    places = range(len(word) + 1)
    edited = {word[:p] + word[p + 1 :] for p in places}
    for letter in "ab":
        edited |= {word[:p] + letter + word[p:] for p in places}
        edited |= {word[:p] + letter + word[p + 1 :] for p in places if p < len(word)}
    edited |= {word[:p] + word[p + 1 : p + 2] + word[p : p + 1] + word[p + 2 :] for p in places}
    return other in edited


@pytest.mark.parametrize(
    ("written", "understood"),
    [
        ("delivry", "delivery"),
        ("delivvery", "delivery"),
        ("delivary", "delivery"),
        ("deliveyr", "delivery"),
        ("parcels", "parcel"),
        ("parce", "parce"),
        ("tine", "tine"),
        ("delivrey time", "delivery time"),
        ("devilary", "devilary"),
    ],
)
def test_one_letter_may_be_wrong(written: str, understood: str) -> None:
    corrected = Spelling(WORDS).correct(read(written))

    assert " ".join(word.text for word in corrected) == understood


@given(LETTERS, LETTERS)
def test_only_one_letter_may_be_wrong(word: str, other: str) -> None:
    [found] = Spelling([word]).correct(read(other))

    is_long = min(len(word), len(other)) >= 6
    assert (found.text == word) == (word == other or (is_long and is_near(word, other)))


def test_what_two_words_are_near_to_is_left() -> None:
    [found] = Spelling(["sending", "bending"]).correct(read("vending"))

    assert found.text == "vending"


def test_a_rule_is_found_in_spite_of_a_wrong_letter() -> None:
    customer = Customer()

    assert customer.write("delivrey tyme") == customer.bot.edition.sayings.unknown
    assert customer.write("delivrey time") == "Three days."
    assert customer.decision.why.reason == "spelling"


def test_what_is_written_right_comes_first() -> None:
    bot = make_bot(
        Rule(1, "sending", phrases=("sending it now",), text="Sent."),
        Rule(2, "bending", phrases=("bending",), text="Bent."),
    )

    assert Customer(bot).write("bending it now") == "Bent."


def test_a_word_that_was_asked_for_is_not_corrected() -> None:
    customer = Customer()
    customer.write("where is my parcel")

    assert customer.write("parcels") != customer.bot.edition.sayings.unknown
    assert customer.write("stoppp") == "I need a number, such as 4711."
    assert customer.state.mode == "bot"
