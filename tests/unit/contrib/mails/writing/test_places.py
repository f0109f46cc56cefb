"""Tests places in texts of editors."""

from __future__ import annotations

import pytest

from sharekit.contrib.mails.writing.places import fill, find_mistakes, list_places

KNOWN = ("first_name", "order", "site_name")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{fist_name}", "{fist_name} is not known here. Did you mean {first_name}?"),
        ("{{first_name}}", "{{first_name}} is not known here. Did you mean {first_name}?"),
        ("{ order }", "{ order } is not known here. Did you mean {order}?"),
        ("{Order}", "{Order} is not known here. Did you mean {order}?"),
        ("{% load x %}", "{% load x %} is not known here."),
        ("{user.password}", "{user.password} is not known here. You can write {first_name}"),
        ("{% load {first_name}", "{% is not known here."),
        ("{}", "{} is not known here."),
        ("{" + "x" * 90 + "}", "{" + "x" * 39 + " is not known here."),
    ],
)
def test_what_is_not_a_place_is_a_mistake(text: str, said: str) -> None:
    assert next(find_mistakes(text, KNOWN)).startswith(said)


def test_a_text_with_known_places_has_no_mistakes() -> None:
    text = "Hello {first_name}, {order} of {site_name}; a } and a {"

    assert list(find_mistakes(text, KNOWN)) == []
    assert list_places(text) == list(KNOWN)


def test_places_are_filled_once() -> None:
    values = {"first_name": "{order}", "order": "7"}

    assert fill("{first_name} {order}", values, express=str.upper) == "{ORDER} 7"
