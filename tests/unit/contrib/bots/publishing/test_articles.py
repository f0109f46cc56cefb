"""An answer links a page of the site, named by its identity or address."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from sharekit.contrib.bots.messages import Link
from sharekit.contrib.bots.publishing.articles import find_link
from tests.support.newspaper.models import Story


@pytest.fixture(autouse=True)
def _site(settings: Settings) -> None:
    settings.SHAREKIT = {"SITE_URL": "https://news.example"}


def test_an_object_is_linked_with_its_title(story: Story) -> None:
    address = f"https://news.example{story.get_absolute_url()}"

    for identity in (f"newspaper.story:{story.pk}", f"newspaper.story:{story.pk}@en"):
        assert find_link(identity, language="en") == Link("The bridge", address)


@pytest.mark.django_db
def test_a_missing_page_is_not_linked() -> None:
    for article in ("newspaper.story:77", "newspaper.nothing:1", "/nowhere/", "nonsense"):
        assert find_link(article) is None


@pytest.mark.django_db
def test_an_address_is_linked_by_itself() -> None:
    assert find_link("/admin/") == Link("", "https://news.example/admin/")
    other = "https://elsewhere.example/page/"
    assert find_link(other) == Link("", other)


@pytest.mark.django_db
def test_without_a_site_no_page_is_found(settings: Settings) -> None:
    settings.SHAREKIT = {}

    assert find_link("/admin/") is None
