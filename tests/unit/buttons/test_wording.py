"""Texts that leave with a share are one line, whole characters, and not too long."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpRequest

from sharekit.articles.text import clean, cut, shorten, weigh_post
from sharekit.articles.wording import NOTHING, parse_wording
from sharekit.keys import ArticleKey

FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467"
WAVE = "\U0001f44b\U0001f3fd"
FLAGS = "\U0001f1e9\U0001f1ea\U0001f1eb\U0001f1f7"


@pytest.mark.parametrize(
    ("text", "length", "expected"),
    [
        ("The bridge", 10, "The bridge"),
        ("The bridge", 9, "The brid…"),
        ("The bridge", 5, "The…"),
        ("cafe\u0301s", 5, "caf…"),
        (f"a{FAMILY}b", 5, "a…"),
        (f"aa{WAVE}b", 4, "aa…"),
        (f"a{FLAGS}b", 5, f"a{FLAGS[:2]}…"),
        (f"a{FLAGS}b", 4, f"a{FLAGS[:2]}…"),
        (f"a{FLAGS}b", 3, "a…"),
        # One letter with more accents than there is room for.
        ("a" + "\u0301" * 20, 5, "a\u0301\u0301\u0301…"),
    ],
)
def test_a_text_is_cut_between_what_readers_take_for_characters(
    text: str, length: int, expected: str
) -> None:
    assert cut(text, length) == expected
    assert len(expected) <= length


def test_a_text_is_one_line_without_what_cannot_be_seen() -> None:
    assert clean(" a\r\nb\u2028c\x00\x1bd\ud800 \u200fe\t", 100) == "a b cd \u200fe"
    assert clean(None, 10) == ""
    assert clean(7, 10) == "7"


@pytest.mark.parametrize(
    ("text", "weight"),
    [("", 0), ("abc é ש", 7), ("橋の", 4), ("…", 2), ("\u2019", 1), ("\u200d", 1), ("👩", 2)],
)
def test_a_text_weighs_what_x_counts(text: str, weight: int) -> None:
    assert weigh_post(text) == weight


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("橋の話", 6, "橋の話"),
        ("橋の話", 5, "橋…"),
        ("橋の話", 3, ""),
        ("橋", 1, ""),
        ("橋", -9, ""),
    ],
)
def test_a_text_is_shortened_to_the_room_there_is(text: str, room: int, expected: str) -> None:
    assert shorten(text, room, weigh=weigh_post) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (None, ""),
        ("swifts #birds,  summer", "swifts,birds,summer"),
        (["#Swifts & birds", "", "#", "50 %"], "Swiftsbirds,50"),
        (["a_b", "cafe\u0301", "हिन्दी", 2026], "a_b,cafe\u0301,हिन्दी,2026"),
        # As many as take no more than 100 characters; one too long makes room for the next.
        (["x" * 90, "y" * 20, "z"], "x" * 90 + ",z"),
        (["橋" * 50], ""),
    ],
)
def test_hashtags_are_words_and_leave_room_for_the_title(given: Any, expected: str) -> None:
    assert parse_wording(None, given, None, request=None).hashtags == expected


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ("/bridge.jpg", "http://news.example/bridge.jpg"),
        ("https://cdn.example/b.jpg?w=1#x", "https://cdn.example/b.jpg?w=1"),
        ("javascript:alert(1)", ""),
        ("data:image/png;base64,AAAA", ""),
        ("bridge.jpg", ""),
    ],
)
def test_an_image_has_an_address_of_the_web(
    request_: HttpRequest, image: str, expected: str
) -> None:
    assert parse_wording(None, None, image, request=request_).image == expected


def test_what_is_not_given_has_no_place() -> None:
    assert NOTHING.given == frozenset()
    assert parse_wording(" \n", "#", "javascript:", request=None).given == frozenset()
    assert parse_wording("S", "a", "https://a.example/b", request=None).given == {
        *("summary", "hashtags", "tags", "image"),
    }


def test_hashtags_and_a_long_host_take_room_from_the_short_title() -> None:
    def find_room(address: str, hashtags: str) -> int:
        wording = parse_wording(None, hashtags, None, request=None)
        return weigh_post(wording.get_values(ArticleKey("a", address, "橋" * 200))["short"])

    assert find_room("https://news.example/a/", "") == 256
    assert find_room("https://news.example/a/", "abc d") == 256 - len(" #abc #d")
    assert (
        find_room(f"https://{'n' * 30}.example/", "") == 256 - (38 - 27) - 1
    )  # each of these weighs two
