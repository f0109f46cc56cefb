"""Another address of the site in a tracked link: it gets the mark of an article, nothing else."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

import pytest
from django.template import Context, Template
from django.urls import reverse_lazy
from pytest_django import Settings

from sharekit import tokens
from sharekit.links import render_links, tracked_url
from sharekit.models import Article, ShareLink
from tests.support.newspaper.models import Story
from tests.unit.buttons.settings import SITE

pytestmark = pytest.mark.django_db

CODE = "K7M2XQ9D"
PERSONAL = f"https://news.example/r/{CODE}/"


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.SHAREKIT = SITE


@pytest.mark.parametrize("address", [f"/r/{CODE}/", PERSONAL, f"{PERSONAL}#sk=w"])
def test_the_address_gets_the_mark_of_the_article(story: Story, address: str) -> None:
    plain = tracked_url(story, "email", campaign="May")

    url = tracked_url(story, "email", campaign="May", address=address)

    assert tokens.strip(url) == (PERSONAL, tokens.strip(plain)[1])


def test_no_row_contains_the_address(story: Story) -> None:
    tracked_url(story, "email", campaign="May", address=PERSONAL)
    render_links(story, campaign="May", address=PERSONAL)

    assert CODE not in str([[*Article.objects.values()], [*ShareLink.objects.values()]])
    assert Article.objects.get().url == "https://news.example/stories/bridge/"


def test_each_channel_shares_the_address_and_never_the_article_s_own(story: Story) -> None:
    html = render_links(story, campaign="May", channels="whatsapp email linkedin", address=PERSONAL)

    assert unquote(html).count(f"{PERSONAL}#sk=") == 3
    assert "/stories/" not in unquote(html)


def test_a_lazy_address_is_an_address(story: Story) -> None:
    address: Any = reverse_lazy("sharekit:qr")

    url = tracked_url(story, "email", campaign="May", address=address)

    assert url.startswith("https://news.example/sharekit/qr/#sk=e")


def test_the_tags_take_it_too(story: Story) -> None:
    template = Template(
        '{% load sharekit %}{% tracked_url story "email" campaign="May" address=address %} '
        '{% share_links story campaign="May" channels="email" address=address %}'
    )

    text = unquote(template.render(Context({"story": story, "address": f"/r/{CODE}/"})))

    assert text.count(f"{PERSONAL}#sk=e") == 2


@pytest.mark.parametrize(
    "address",
    [
        "",
        " ",
        "r/K7M2XQ9D/",
        "https://evil.example/r/",
        "https://news.example@evil.example/",
        "javascript:alert(1)",
        "mailto:somebody@news.example",
        f"/r/{'x' * 1000}/",
    ],
)
def test_an_address_of_another_site_is_refused(story: Story, address: str) -> None:
    with pytest.raises(ValueError, match=r"is not an address of news\.example"):
        tracked_url(story, "email", campaign="May", address=address)
    with pytest.raises(ValueError, match=r"is not an address of news\.example"):
        render_links(story, campaign="May", address=address)
    assert not ShareLink.objects.exists()


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("//evil.example/r/", "https://news.example/%2Fevil.example/r/"),
        ("/\\evil.example/", "https://news.example/%5Cevil.example/"),
        ("http://news.example:8000/r/", "https://news.example/r/"),
    ],
)
def test_an_address_that_only_looks_like_another_site_s_leads_to_this_one(
    story: Story, address: str, expected: str
) -> None:
    url = tracked_url(story, "email", campaign="May", address=address)

    assert tokens.strip(url)[0] == expected


def test_of_several_sites_only_the_article_s_is_its_own(settings: Settings, story: Story) -> None:
    origins = {"news.example": "https://news.example", "b.example": "https://b.example"}
    settings.SHAREKIT = {"SITES": origins}

    def share(address: str) -> str:
        return tracked_url(story, "email", campaign="May", site="news.example", address=address)

    assert share(f"/r/{CODE}/").startswith(f"{PERSONAL}#sk=e")
    with pytest.raises(ValueError, match=r"is not an address of news\.example"):
        share(f"https://b.example/r/{CODE}/")


def test_what_cannot_be_shared_has_no_link_at_any_address() -> None:
    assert tracked_url(Story(title="New"), "email", campaign="May", address=PERSONAL) == ""
