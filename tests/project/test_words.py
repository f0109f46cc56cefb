"""tools/words.py finds words that the project avoids, in names as in sentences."""

import pytest

from tools import words


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("The report tells what waits.", "tells"),
        ("def tell_count(status):", "tell"),
        ("class MadeLinkForm:", "Made Link"),
        ("This is no address.", "is no"),
        ("PostgreSQL alone", "alone"),
    ],
)
def test_a_word_is_found_in_sentences_and_names(line: str, word: str) -> None:
    listed, _unchecked = words.read_words()

    [(number, found, better)] = words.find_words(f"\n{line}", listed)

    assert (number, found) == (2, word)
    assert better


@pytest.mark.parametrize(
    "line",
    ["There is no page.", "It is left alone.", "stream.tell()", "if found is None:", "a stand-in"],
)
def test_what_only_looks_like_one_is_not_found(line: str) -> None:
    listed, _unchecked = words.read_words()

    assert list(words.find_words(line, listed)) == []
