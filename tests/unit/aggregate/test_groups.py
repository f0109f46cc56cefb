"""GROUPS names the groups of articles after the drain, and cannot harm the counts."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest
from django.utils.translation import gettext_lazy
from pytest_django import Settings

from sharekit import keys
from sharekit.aggregate import groups
from sharekit.aggregate.drain import drain
from sharekit.articles.identity import get as get_identity
from sharekit.buffers.database import DatabaseBuffer
from sharekit.keeping.forget import forget_article
from sharekit.keys import ArticleKey
from sharekit.models import Article, ArticleGroup, ArticleTotal
from tests.support.newspaper.models import Story
from tests.support.traffic import SWIFTS, stamped

pytestmark = pytest.mark.django_db

SPORT: Final = {"section": "Sport", "author": ["Ann", "Bob"], "tag": None}
asked: Final[list[Any]] = []
answers: Final[list[Callable[[Any], Any]]] = []


def name_groups(thing: Any) -> Any:
    """Return what the test wants."""
    asked.append(thing)
    return answers[-1](thing)


@pytest.fixture(autouse=True)
def a_site_with_groups(settings: Settings) -> Iterator[None]:
    """Let the site name groups, by default those of SPORT."""
    settings.SHAREKIT = {"GROUPS": f"{__name__}.name_groups"}
    say(lambda _: SPORT)
    yield
    asked.clear()
    answers.clear()


def say(given: Callable[[Any], Any]) -> None:
    """Choose what GROUPS answers from now on."""
    answers.append(given)


def about(thing: Any, *, language: str = "") -> ArticleKey:
    address = f"https://news.example/{thing.pk}/"
    return ArticleKey(keys.join(get_identity(thing), language), address, "A title")


def count(*said: ArticleKey) -> None:
    DatabaseBuffer().append([stamped(article=key) for key in said])
    drain()


def list_groups() -> set[str]:
    return {str(each) for each in ArticleGroup.objects.all()}


def let_a_day_pass() -> None:
    Article.objects.update(grouped=keys.get_day() - 1)


def test_an_article_has_the_groups_of_its_object_when_it_is_first_counted(story: Story) -> None:
    count(about(story))

    assert list_groups() == {"section:Sport", "author:Ann", "author:Bob"}
    assert asked == [story]


def test_groups_follow_the_object_once_a_day(story: Story) -> None:
    count(about(story))
    say(lambda _: {"section": "Politics", "author": "Ann"})
    count(about(story))

    assert list_groups() == {"section:Sport", "author:Ann", "author:Bob"}
    assert len(asked) == 1

    let_a_day_pass()
    drain()

    assert list_groups() == {"section:Politics", "author:Ann"}
    assert len(asked) == 2


def test_all_groups_follow_at_once_on_request(story: Story) -> None:
    count(about(story))
    say(lambda _: None)

    assert groups.group_all() == 1
    assert not list_groups()


def test_without_the_setting_nothing_is_asked_and_the_groups_go_on_request(
    story: Story, settings: Settings
) -> None:
    count(about(story))
    settings.SHAREKIT = {}
    let_a_day_pass()
    drain()

    assert len(asked) == 1
    assert list_groups()

    groups.group_all()

    assert not list_groups()


def test_an_address_and_a_deleted_object_are_not_asked_about(story: Story) -> None:
    count(SWIFTS, about(story))
    before = list_groups()
    story.delete()
    let_a_day_pass()
    drain()

    assert len(asked) == 1
    assert list_groups() == before


def test_each_language_has_groups_of_its_own_named_in_the_sites_language(
    story: Story, settings: Settings
) -> None:
    settings.LANGUAGE_CODE = "de"
    say(lambda _: {"section": gettext_lazy("Sunday")})
    count(about(story, language="fr"), about(story, language="en"))

    found = ArticleGroup.objects.order_by("article__language")
    assert [(each.article.language, each.name) for each in found] == [
        ("en", "Sonntag"),
        ("fr", "Sonntag"),
    ]


class Silent:
    """An object without a text of its own."""


class Hostile:
    """An object whose text cannot be read."""

    def __str__(self) -> str:
        raise RuntimeError("no text")


def _raise(_: Any) -> Any:
    raise KeyError("section")


@pytest.mark.parametrize(
    "broken",
    [
        *(lambda _, given=given: given for given in ("Sport", ["Sport"], 7, object(), b"", True)),
        *(
            lambda _, given=given: {"section": given}
            for given in (
                b"Sport",
                {"a": 1},
                [["a"]],
                1.5,
                True,
                Silent(),
                Hostile(),
                print,
                Silent,
            )
        ),
        lambda _: {"sections": "Sport"},
        lambda _: {7: "Sport"},
        _raise,
    ],
)
def test_whatever_goes_wrong_in_the_function_groups_and_counts_stay(
    broken: Any, story: Story, caplog: pytest.LogCaptureFixture
) -> None:
    count(about(story))
    before = list_groups()
    say(broken)
    let_a_day_pass()
    with caplog.at_level(logging.WARNING, logger="sharekit"):
        count(about(story))

    assert ArticleTotal.objects.get().views == 2
    assert list_groups() == before
    (record,) = caplog.records
    assert "GROUPS" in record.getMessage()
    assert f"newspaper.story:{story.pk}" in record.getMessage()


def test_a_function_that_always_fails_is_logged_once_a_minute(
    caplog: pytest.LogCaptureFixture,
) -> None:
    stories = [Story.objects.create(title=str(n), slug=str(n)) for n in range(5)]
    say(_raise)
    with caplog.at_level(logging.WARNING, logger="sharekit"):
        count(*map(about, stories))

    assert len(asked) == 5
    assert len(caplog.records) == 1


def test_a_slow_function_is_called_for_one_article_a_drain(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stories = [Story.objects.create(title=str(n), slug=str(n)) for n in range(3)]
    monkeypatch.setattr(groups.group, "__kwdefaults__", {"seconds": 0.0})
    seen = []
    say(lambda _: seen.append(ArticleTotal.objects.count()))
    count(*map(about, stories))

    assert len(asked) == 1
    # It was called after the counts were written.
    assert seen == [3]

    drain()
    drain()
    drain()

    assert sorted(each.pk for each in asked) == [each.pk for each in stories]


def test_an_article_whose_call_never_ended_is_left_for_a_day(story: Story) -> None:
    def end_the_worker(_: Any) -> Any:
        raise SystemExit

    say(end_the_worker)
    with pytest.raises(SystemExit):
        count(about(story))

    drain()

    assert len(asked) == 1
    assert ArticleTotal.objects.get().views == 1


def test_an_article_that_another_worker_took_is_left_to_it() -> None:
    stories = [Story.objects.create(title=str(n), slug=str(n)) for n in range(2)]

    def answer_while_another_takes_the_rest(_: Any) -> Any:
        Article.objects.update(grouped=keys.get_day())
        return SPORT

    say(answer_while_another_takes_the_rest)
    count(*map(about, stories))

    assert len(asked) == 1


def test_an_article_that_is_forgotten_while_the_function_is_called_gets_no_groups(
    story: Story,
) -> None:
    def answer_too_late(_: Any) -> Any:
        Article.objects.all().delete()
        return SPORT

    say(answer_too_late)
    count(about(story))

    assert not list_groups()


def test_groups_are_deleted_with_their_article(story: Story) -> None:
    count(about(story))
    forget_article(Article.objects.get())

    assert not list_groups()
