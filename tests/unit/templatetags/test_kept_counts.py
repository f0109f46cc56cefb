"""Counts for readers are kept in Django's cache for a minute."""

from __future__ import annotations

import logging
import time
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from sharekit.aggregate.drain import drain
from sharekit.articles.identity import get as identify
from sharekit.keys import ArticleKey
from sharekit.reports.figures.articles import popular
from tests.support.newspaper.models import Story
from tests.support.traffic import post, share
from tests.unit.templatetags.test_counting import render, share_story

pytestmark = pytest.mark.django_db(transaction=True)

TAGS = ["{% share_count story %}", "{% most_shared 3 days=7 %}", "{% most_shared 3 as list %}"]


class Broken:
    """A cache whose server is away."""

    def get(self, *args: Any) -> Any:
        raise ConnectionError("no server")

    def set(self, *args: Any) -> None:
        raise ConnectionError("no server")


class Full(Broken):
    """A cache that is empty, and takes nothing."""

    def get(self, *args: Any) -> Any:
        return None


@pytest.mark.parametrize("source", TAGS)
class TestKeeping:
    def test_a_few_queries_a_minute_are_all_it_costs(
        self,
        source: str,
        django_assert_max_num_queries: DjangoAssertNumQueries,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        story = share_story()

        # A list: months, days around them, and articles.
        with django_assert_max_num_queries(3):
            first = render(source, story=story)
        with django_assert_num_queries(0):
            assert render(source, story=story) == first

    def test_a_nothing_is_kept_too(
        self, source: str, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        story = Story.objects.create(title="New", slug="new")
        render(source, story=story)

        with django_assert_num_queries(0):
            render(source, story=story)

    def test_a_site_that_shares_the_cache_is_not_shown_it(
        self, source: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        story = share_story()
        render(source, story=story)
        monkeypatch.setitem(connection.settings_dict, "HOST", "elsewhere")

        with CaptureQueriesContext(connection) as queries:
            render(source, story=story)

        assert queries

    def test_after_a_minute_it_is_counted_again(
        self, source: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The cache's own clock is turned on."""
        story = share_story()
        source = source.replace("as list %}", "as list %}{{ list.0.acts }}").replace(
            "days=7 %}", "as l %}{{ l.0.acts }}"
        )
        first = render(source, story=story)
        post(share(), article=ArticleKey(identify(story), "https://news.example/", "B"))
        drain()
        assert render(source, story=story) == first == "2"

        now = popular.KEPT + 1 + time.time()
        monkeypatch.setattr("time.time", lambda: now)

        assert render(source, story=story) == "3"

    @pytest.mark.parametrize("broken", [Broken(), Full()])
    def test_a_cache_that_fails_is_as_none(
        self,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
        *,
        source: str,
        broken: Broken,
    ) -> None:
        story = share_story()
        expected = render(source, story=story)
        monkeypatch.setattr("sharekit.reports.kept.cache", broken)

        assert render(source, story=story) == expected
        assert {(record.name, record.levelno) for record in caplog.records} == {
            ("sharekit", logging.ERROR)
        }
