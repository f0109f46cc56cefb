"""Words compare equal however they were typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sharekit.contrib.bots.rules.reading.fold import MOST_RUNS, MOST_SIGNS, MOST_WORDS, fold, read

LANGUAGES = ["en", "de", "fr", "sv", "da", "es", "tr", "ar", "ja", "th", "ru"]


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "What’s UP, doc?!", "whats up doc"),
        ("en", "Ｆｕｌｌ ｗｉｄｔｈ", "full width"),
        ("en", "e-mail, naïve café", "e mail naive cafe"),
        ("en", "ST\u200bOP\u202e!", "stop"),
        ("en", "👍 1️⃣", "1"),
        ("de", "Grüße aus Köln", "gruesse aus koeln"),
        ("de", "GRUESSE", "gruesse"),
        ("de-at", "schön", "schoen"),
        ("fr", "l'été où", "l ete ou"),
        ("sv", "få räksmörgås", "få räksmörgås"),
        ("es", "años así", "años asi"),
        ("da", "Rødgrød på Ærø", "roedgroed paa aeroe"),
        ("tr", "İPTAL ıslak", "iptal islak"),
        ("ru", "Мой ёж", "мой еж"),
        ("ar", "أَهْلًا ٤٧١١ مـرحبا", "اهلا 4711 مرحبا"),
        ("he", "שָׁלוֹם", "שלום"),
        ("ja", "がっこう", "が っ こ う"),
        ("zh-hans", "订单4711", "订 单 4711"),
        ("th", "ไป", "ไ ป"),
        ("hi", "हिन्दी", "हिन्दी"),
        ("en", "a\0b\ud800", "ab"),
    ],
)
def test_a_text_folds_to_its_words(language: str, text: str, words: str) -> None:
    assert list(fold(text, language)) == words.split()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sign_is_folded_once_and_for_all(language: str) -> None:
    # Above are Han, Hangul and symbols, which are the same in every language.
    last = 0x3400 if language == "en" else 0x0600
    for sign in map(chr, range(last)):
        words = fold(f"a{sign}b", language)
        assert fold(" ".join(words), language) == words, hex(ord(sign))


@given(st.text(), st.sampled_from(LANGUAGES))
def test_folding_again_changes_nothing(text: str, language: str) -> None:
    words = fold(text, language)

    assert fold(" ".join(words), language) == words


@given(st.text(), st.sampled_from(LANGUAGES))
def test_a_message_has_the_words_of_its_text(text: str, language: str) -> None:
    words = read(text[:100], language)

    assert tuple(word.text for word in words) == fold(text[:100], language)[: len(words)]
    assert sum(word.size for word in words) == len(words)
    assert not [word for word in words if word.size and not word.raw]


def test_of_a_long_message_only_the_beginning_is_read() -> None:
    assert len(read("a " * 2_000)) == MOST_RUNS
    assert len(read("a" * 2_000)[0].text) == MOST_SIGNS
    assert len(read("订单" * 500)) == MOST_WORDS


def test_a_word_keeps_how_it_was_typed() -> None:
    words = read("Order (AB-47), please!")

    assert [(word.text, word.raw, word.size) for word in words] == [
        ("order", "Order", 1),
        ("ab", "AB-47", 2),
        ("47", "AB-47", 0),
        ("please", "please", 1),
    ]
