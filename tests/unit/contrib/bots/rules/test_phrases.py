"""A phrase says which messages it matches, and what it takes from them."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sharekit.contrib.bots.rules.reading.fold import Word, fold, read
from sharekit.contrib.bots.rules.reading.phrases import PhraseError, match, parse

WORDS = st.lists(st.sampled_from(["where", "is", "my", "parcel", "x"]), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("phrase", "message", "words"),
    [
        ("delivery time", "What is the DELIVERY-time?", 2),
        ("delivery time", "time of delivery", 0),
        ("deliver", "delivery", 0),
        ("= hello", "Hello!", 1),
        ("= hello", "hello you", 0),
        ("=hello", "you hello", 0),
        ("where * parcel", "where is my parcel", 2),
        ("where * parcel", "where parcel", 2),
        ("where * parcel", "where a b c d e parcel", 2),
        ("where * parcel", "where a b c d e f parcel", 0),
        ("parcel|package", "my package", 1),
        ("e-mail|mail address", "an email address", 0),
        ("e-mail|mail address", "my e mail address", 3),
        ("order {number}", "order #4711.", 2),
        ("order {number}", "order soon", 0),
        ("= {number} {word}", "3 XL", 2),
        ("退货", "我要退货吗", 2),
        ("a b", "a", 0),
        ("a", "", 0),
    ],
)
def test_a_phrase_matches_by_its_words(phrase: str, message: str, words: int) -> None:
    found = match(parse(phrase), read(message))

    assert (found.words if found else 0) == words


@pytest.mark.parametrize(
    ("phrase", "message", "values"),
    [
        ("order {number}", "my order no, order 0815", {"number": "0815"}),
        ("{word} please", "AB-12 please", {"word": "AB-12"}),
        ("{word} please", "ab-cd/ef- please", {"word": "ab-cd/ef"}),
        ("on {date}", "on 24.12.2026!", {"date": "2026-12-24"}),
        ("at {email}", "at <Ann@Shop.example>", {"email": "ann@shop.example"}),
        ("{number} * {date}", "7 for 1/2/27", {"number": "7", "date": "2027-02-01"}),
    ],
)
def test_a_phrase_takes_values(phrase: str, message: str, values: dict[str, str]) -> None:
    found = match(parse(phrase), read(message))

    assert found is not None
    assert dict(found.values) == values
    assert found.words == len(parse(phrase).parts)


@pytest.mark.parametrize(
    ("phrase", "mistake"),
    [
        ("", "empty"),
        ("= ?!", "empty"),
        ("x" * 201, "long"),
        ("x " * 21, "long"),
        ("order {order}", "value"),
        ("order{number}", "value"),
        ("{{ settings.SECRET_KEY }}", "value"),
        ("{number} or {number}", "twice"),
        ("* parcel", "star"),
        ("parcel *", "star"),
        ("where * * parcel", "star"),
        ("parcel|", "choice"),
        ("|", "choice"),
    ],
)
def test_a_phrase_that_cannot_be_understood_says_why(phrase: str, mistake: str) -> None:
    with pytest.raises(PhraseError) as caught:
        parse(phrase)

    assert caught.value.mistake == mistake


def test_equal_phrases_are_equal_patterns() -> None:
    assert parse("Parcel|package?") == parse("PACKAGE|parcel")
    assert parse("= parcel") != parse("parcel")


@given(WORDS, WORDS)
def test_words_in_a_row_are_a_part_of_the_message(phrase: list[str], message: list[str]) -> None:
    found = match(parse(" ".join(phrase)), read(" ".join(message)))

    is_part = f" {' '.join(phrase)} " in f" {' '.join(message)} "
    assert (found is not None) == is_part
    assert found is None or found.words == len(phrase)


@given(st.text(max_size=60))
def test_every_phrase_of_words_matches_itself(text: str) -> None:
    words = " ".join(fold(text))
    try:
        pattern = parse(f"= {words}")
    except PhraseError as error:
        assert error.mistake in ("empty", "long")
    else:
        found = match(pattern, read(words))
        assert found is not None
        assert found.words == len(words.split())


def count_calls(function: Callable[[], object]) -> int:
    """Return how many calls a function makes, of Python's functions and of built-in ones."""
    calls = 0

    def count(*_event: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        function()
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("phrase", ["a * a * a * a * b", "a|a a|a a|a a|b", "a " * 19 + "b"])
def test_the_work_grows_with_the_message_and_not_faster(phrase: str) -> None:
    pattern = parse(phrase)
    short, long = ((Word("a", "a", 1),) * size for size in (200, 2_000))

    few = count_calls(lambda: match(pattern, short))
    many = count_calls(lambda: match(pattern, long))

    assert many < 11 * few


def test_a_huge_message_costs_no_more_than_its_beginning() -> None:
    few = count_calls(lambda: read("ä x" * 1_000))
    many = count_calls(lambda: read("ä x" * 100_000))

    assert many <= few + 10
