"""Tests one object at /en/ and /de/: each language version is an article, with its own title."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
from django.core.management import CommandError, call_command
from django.db.models import OuterRef
from django.template import Context, Template
from django.test.utils import override_script_prefix
from django.urls import reverse
from django.utils.translation import override
from pytest_django import Settings

from sharekit.aggregate.drain import drain
from sharekit.articles.find import find_key
from sharekit.articles.identity import express
from sharekit.articles.identity import get as get_identity
from sharekit.keys import ArticleKey
from sharekit.models import Article, ArticleTotal
from sharekit.reports.figures.articles.objects import count_objects, express_count, find_object
from sharekit.reports.period.days import Period
from tests.support.newspaper.models import Story
from tests.support.traffic import post, share

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def story(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Story:
    """Return a story of a site in two languages, whose address begins with the current one."""
    settings.ROOT_URLCONF = "tests.unit.articles.languages_site"
    settings.LANGUAGES = [("en", "English"), ("de", "German")]
    settings.SHAREKIT = {"SITE_URL": "https://news.example"}
    monkeypatch.setattr(Story, "get_absolute_url", lambda each: reverse("story", args=[each.slug]))
    return Story.objects.create(title="The bridge", slug="bridge")


def find(story: Story, language: str) -> ArticleKey:
    with override(language):
        key = find_key(story, request=None, title=f"In {language}")
    assert key is not None
    return key


def test_the_identity_has_the_language_of_the_address(story: Story, settings: Settings) -> None:
    about = f"newspaper.story:{story.pk}"
    assert [find(story, each).identity for each in ("en", "de")] == [f"{about}@en", f"{about}@de"]
    with override_script_prefix("/app/"):
        assert find(story, "de").identity == f"{about}@de"
    key = find_key("/de/about/", request=None)
    assert key is not None
    assert key.identity == "/de/about/"
    settings.ROOT_URLCONF = "tests.support.urls"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Story, "get_absolute_url", lambda each: f"/de/{each.slug}/")
        assert find(story, "de").identity == about


def test_each_version_keeps_its_title_and_address_and_the_admin_sums_them(story: Story) -> None:
    for language, count in {"en": 1, "de": 2}.items():
        for _ in range(count):
            post(share(), article=find(story, language))
    post(share(), article=find(story, "en"))
    drain()

    found = Article.objects.order_by("pk").values_list("language", "title", "url")
    assert set(found) == {
        ("en", "In en", "https://news.example/en/stories/bridge/"),
        ("de", "In de", "https://news.example/de/stories/bridge/"),
    }
    for language in ("en", "de"):
        with override(language):
            source = "{% load sharekit %}{% share_count story %}"
            assert Template(source).render(Context({"story": story})) == "2"
    identity, days = get_identity(story), Period()
    assert count_objects([identity], days)[identity]["shares"] == 4
    panel = find_object(identity, [days])
    assert panel is not None
    assert panel.channels[0]["whatsapp"]["shares"] == 4
    assert panel.article == Article.objects.order_by("pk")[0].pk
    about = express(Story, using="default", reference=OuterRef)
    assert about is not None
    order = express_count("shares", days, identity=about)
    assert Story.objects.annotate(order=order).get().order == 4


@pytest.mark.parametrize("option", [[], ["--all-versions"]])
@pytest.mark.parametrize("hours", [[], ["--since=2020-01-01T00", "--until=2100-01-01T00"]])
def test_one_version_is_forgotten_or_all(story: Story, option: list[str], hours: list[str]) -> None:
    for language in ("en", "de"):
        post(share(), article=find(story, language))
    drain()

    about = find(story, "de").address
    call_command("sharekit_forget", "--article", about, "--no-input", *hours, *option)

    counted = ArticleTotal.objects.filter(shares__gt=0).values_list("article__language", flat=True)
    assert list(counted) == ([] if option else ["en"])


@pytest.mark.parametrize("counted", ["en", "de"])
def test_a_version_without_counts_in_these_hours_does_not_keep_the_others(
    story: Story, counted: str
) -> None:
    for language in ("en", "de"):
        post(share(), article=find(story, language))
    drain()
    about = find(story, "en").address
    hours = ("--since=2020-01-01T00", "--until=2100-01-01T00", "--no-input")
    other = "de" if counted == "en" else "en"
    call_command("sharekit_forget", "--article", find(story, other).address, *hours)

    call_command("sharekit_forget", "--article", about, *hours, "--all-versions")

    assert not ArticleTotal.objects.filter(shares__gt=0).exists()
    with pytest.raises(CommandError, match="Nothing was counted in these hours"):
        call_command("sharekit_forget", "--article", about, *hours, "--all-versions")


@pytest.mark.parametrize("waits", [True, False])
def test_all_versions_are_deleted_after_one_question(
    story: Story, monkeypatch: pytest.MonkeyPatch, *, waits: bool
) -> None:
    for language in ("en", "de"):
        post(share(), article=find(story, language))
    drain()
    asked: list[str] = []

    def agree(text: str) -> str:
        asked.append(text)
        return "yes"

    monkeypatch.setattr("builtins.input", agree)
    monkeypatch.setattr("sharekit.management.commands.sharekit_forget.count_waiting", lambda: waits)
    about = find(story, "en").address

    with nullcontext() if waits else pytest.raises(CommandError, match="Some events are waiting"):
        call_command("sharekit_forget", "--article", about, "--all-versions")

    assert len(asked) == 1
    assert not Article.objects.exists()
