"""Bars in cached fragments and on cached pages: one for all readers, and it counts."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.core.cache import cache
from django.template import Context, Template
from django.test import Client
from django.utils.translation import override
from pytest_django import Settings

from sharekit import keys
from sharekit.aggregate.drain import drain
from sharekit.models import ArticleTotal
from tests.support.newspaper.models import Story
from tests.support.traffic import post, share

pytestmark = pytest.mark.django_db(transaction=True)

CACHED_PAGES = [
    "django.middleware.cache.UpdateCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.cache.FetchFromCacheMiddleware",
]


@pytest.fixture
def story() -> Story:
    cache.clear()
    return Story.objects.create(title="The bridge", slug="bridge")


def read_key(html: str) -> keys.ArticleKey:
    [key] = re.findall(r' data-sharekit="([^"]+)"', html)
    return keys.read(unescape(key))


def test_a_cached_page_is_one_for_all_readers_and_counts(story: Story, settings: Settings) -> None:
    settings.MIDDLEWARE = CACHED_PAGES
    first = Client().get("/stories/bridge/", headers={"host": "news.example"})
    Story.objects.update(title="Another title")

    second = Client().get(
        "/stories/bridge/", headers={"host": "news.example", "cookie": "sessionid=somebody"}
    )
    post(share(), article=read_key(second.content.decode()))
    drain()

    assert second.content == first.content
    assert b"The bridge" in second.content
    assert ArticleTotal.objects.get(shares__gt=0).article.title == "The bridge"


def test_a_cached_bar_outlives_a_change_of_the_secret_key(story: Story, settings: Settings) -> None:
    source = Template(
        "{% load sharekit cache %}{% cache 60 bar %}{% share_buttons story %}{% endcache %}"
    )
    settings.SHAREKIT = {"SITE_URL": "https://news.example"}
    source.render(Context({"story": story}))

    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret, as long as it needs to be"

    assert read_key(source.render(Context({"story": story}))).title == "The bridge"


def test_a_fragment_that_names_the_language_speaks_it(story: Story, settings: Settings) -> None:
    source = Template(
        "{% load sharekit cache i18n %}{% get_current_language as language %}"
        "{% cache 60 bar language %}{{ language }} {% share_buttons story %}{% endcache %}"
    )
    settings.SHAREKIT = {"SITE_URL": "https://news.example"}

    for language in ("en", "de", "en"):
        with override(language):
            assert source.render(Context({"story": story})).startswith(f"{language} <div")


def test_a_page_that_was_asked_for_at_another_host_changes_no_address(
    story: Story, settings: Settings
) -> None:
    settings.SHAREKIT = {"SITE_URL": "https://news.example"}
    for host in ("news.example", "localhost:31337"):
        page = Client().get("/stories/bridge/", headers={"host": host}).content.decode()
        post({"kind": "view"}, article=read_key(page))
        drain()

    counted = ArticleTotal.objects.get()
    assert counted.views == 2
    assert counted.article.url.partition("://")[2] == "news.example/stories/bridge/"
