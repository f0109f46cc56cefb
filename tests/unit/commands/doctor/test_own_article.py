"""What the doctor says of the article that a page's script takes for the page itself."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from tests.support.newspaper.models import Story
from tests.unit.commands.doctor.running import run

pytestmark = pytest.mark.django_db(transaction=True)
NAMES_ANOTHER = (
    "PROBLEM: Views of http://localhost/stories/swifts/ are counted for "
    "http://localhost/stories/storks/, which the script tag names."
)


@pytest.fixture(autouse=True)
def _story(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    Story.objects.create(slug="swifts", title="Swifts")


def examine(settings: Settings, middleware: list[str]) -> str:
    """Return what the doctor says of a page that some middleware has changed."""
    changes = [f"tests.unit.commands.doctor.silent.{name}" for name in middleware]
    settings.MIDDLEWARE = [*changes, *settings.MIDDLEWARE]
    return run("--url", "/stories/swifts/")[0]


@pytest.mark.parametrize(
    ("middleware", "is_named"),
    [(["name_another"], True), (["name_another", "hide_bars"], False), ([], False)],
)
def test_a_script_tag_from_another_page_is_a_problem(
    settings: Settings, middleware: list[str], is_named: bool
) -> None:
    output = examine(settings, middleware)

    assert (NAMES_ANOTHER in output) is is_named
    assert ("If it is in a cached fragment, take it out" in output) is is_named


@pytest.mark.parametrize(
    ("middleware", "is_named"), [(["name_untitled"], True), (["name_untitled", "hide_bars"], False)]
)
def test_a_script_tag_without_the_title_of_a_bar_is_a_hint(
    settings: Settings, middleware: list[str], is_named: bool
) -> None:
    story = Story.objects.get()

    output = examine(settings, middleware)

    assert (f"no title, but a bar does: {story.title}" in output) is is_named


@pytest.mark.parametrize(
    ("middleware", "is_named"), [(["name_path"], True), (["name_path", "hide_bars"], False)]
)
def test_a_script_tag_of_another_article_at_the_same_address_is_a_problem(
    settings: Settings, middleware: list[str], is_named: bool
) -> None:
    identity = f"newspaper.story:{Story.objects.get().pk}"

    output = examine(settings, middleware)

    sentence = f"for /stories/swifts/, which the script tag names, and not for {identity}"
    assert (sentence in output) is is_named
