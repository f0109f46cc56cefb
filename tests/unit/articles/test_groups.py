"""The groups that a site's function names become kinds and names that fit, or an error."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from sharekit.articles.groups import MOST, parse_groups
from sharekit.models import NAME_LENGTH, Kind
from tests.support.newspaper.models import Story


@pytest.mark.parametrize(
    ("given", "names"),
    [
        (" Sport\n and \x00games\ud800 ", ["Sport and games"]),
        (("a", "", None, "a", " a "), ["a"]),
        ({"b"}, ["b"]),
        ((each for each in "xy"), ["x", "y"]),
        (gettext_lazy("Sunday"), ["Sunday"]),
        (SafeString("<b>Q&amp;A</b>"), ["Q&A"]),
        ("<b>", ["<b>"]),
        (Kind.TAG, ["tag"]),
        (2026, ["2026"]),
        ("e\u0301", ["\u00e9"]),
        ("x" * 1000, ["x" * (NAME_LENGTH - 1) + "…"]),
        ("\u0958" * NAME_LENGTH, ["\u0915\u093c" * (NAME_LENGTH // 2 - 1) + "…"]),
        ([], []),
        (None, []),
        ([None] * 10**4, []),
    ],
)
def test_names_are_cleaned(given: Any, names: list[str]) -> None:
    assert [each.name for each in parse_groups({"tag": given})] == names


def test_a_model_instance_is_named_by_its_text_and_a_manager_by_its_objects(story: Story) -> None:
    for value in (story, [story], Story.objects, Story.objects.all()):
        assert [each.name for each in parse_groups({"author": value})] == ["The bridge"]


def test_an_article_has_so_many_groups_at_most() -> None:
    def count_for_ever() -> Iterator[int]:
        number = 0
        while True:
            yield (number := number + 1)

    assert len(parse_groups({"section": "Sport", "tag": count_for_ever()})) == MOST


VALUES = st.recursive(
    st.none() | st.text() | st.integers() | st.binary() | st.floats() | st.booleans(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner),
)


@given(VALUES | st.dictionaries(st.sampled_from(Kind.values), VALUES))
def test_any_answer_gives_names_that_fit_or_an_error_with_a_sentence(answer: Any) -> None:
    try:
        found = parse_groups(answer)
    except (TypeError, ValueError) as error:
        assert str(error)
        return
    assert len(found) == len(set(found)) <= MOST
    for kind, name in found:
        assert kind in Kind.values
        assert 0 < len(name) <= NAME_LENGTH
        assert name == " ".join(name.split())
        assert "\0" not in name
        name.encode()
