"""An identity finds the object that it was made of."""

from __future__ import annotations

from typing import Any

import pytest

from sharekit.articles import identity
from sharekit.articles.objects import find_object
from tests.support.newspaper.models import Interview, Podcast, Shout, Story, Term

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "text",
    [
        *("/swifts/", "/a:1", "x", "a:1", "newspaper.novel:1", "newspaper.story:"),
        *("newspaper.story:x", "newspaper.story:1,2", "newspaper.podcast:7"),
        *(f"newspaper.story:{10**30}", "newspaper.term:%00"),
    ],
)
def test_what_names_no_object_finds_none(text: str, story: Story) -> None:
    assert find_object(text) is None


def test_an_object_is_found_by_any_key(story: Story) -> None:
    for thing in (story, Podcast.objects.create(), Term.objects.create(word="a,b c/ü")):
        assert find_object(identity.get(thing)) == thing


def test_a_child_and_a_proxy_are_found_as_the_model_that_names_them() -> None:
    interview = Interview.objects.create(title="Ann", slug="ann", guest="Ann")

    for thing in (interview, Shout.objects.get()):
        found: Any = find_object(identity.get(thing))
        assert type(found) is Story
        assert found.pk == interview.pk


def test_a_specific_object_is_preferred(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Podcast.objects.create()
    monkeypatch.setattr(Story, "specific", other, raising=False)
    assert find_object(identity.get(story)) == other

    monkeypatch.setattr(Story, "specific", True)
    assert find_object(identity.get(story)) == story
