"""Do not count this browser: each site has a page for it, and the report leads to all of them."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils.translation import override
from pytest_django import Settings

from sharekit.aggregate.drain import drain
from tests.support.traffic import post, share
from tests.unit.admin.report.page import read
from tests.unit.aggregate.test_minutes import ELSEWHERE
from tools.catalogs import LANGUAGES

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = "/sharekit/not-counted/"


def list_links(page: str) -> list[str]:
    return re.findall(r'href="(\S+/not-counted/)"', page)


def test_the_page_needs_no_login_and_sets_no_cookie() -> None:
    response = Client().get(PAGE)

    assert response.status_code == 200
    assert 'data-sharekit-not-counted=""' in response.content.decode()
    assert response["X-Robots-Tag"].startswith("noindex")
    # Or a middleware would add a policy with a nonce, which the page does not have.
    assert "script-src" not in response["Content-Security-Policy"]
    assert not response.cookies
    assert Client().post(PAGE).status_code == 405


def list_sentences(language: str) -> set[str]:
    """Return the words of the page, also those that its script shows."""
    with override(language.replace("_", "-").lower()):
        page = Client().get(PAGE).content.decode().partition("<main>")[2]
    found = re.findall(r">([^<>]*)<", page) + re.findall(r'data-\w+="([^"]*)"', page)
    return {sentence.strip() for sentence in found} - {""}


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_the_page_speaks_the_language_of_its_reader(language: str) -> None:
    english = list_sentences("en")

    assert len(english) == len(list_sentences(language)) == 6
    assert english.isdisjoint(list_sentences(language))


@pytest.mark.parametrize(
    ("settings_of_site", "origins"),
    [
        ({"SITE_URL": "https://news.example"}, ["https://news.example"]),
        (
            {"SITES": {"a.example": "https://a.example", "b.example": "https://b.example:444"}},
            ["https://a.example", "https://b.example:444"],
        ),
        ({"SITES": {"a.example": "https://a.example", "b.example": "b"}}, ["https://a.example"]),
        ({}, ["http://news.example", "http://other.example"]),
    ],
    ids=["one", "several", "one of them is not valid", "none"],
)
def test_the_report_leads_to_the_page_of_each_site(
    editor: Client, settings: Settings, settings_of_site: dict[str, object], origins: list[str]
) -> None:
    post(share())
    post(share(), article=ELSEWHERE)
    drain()
    settings.SHAREKIT = settings_of_site

    page = read(editor)

    assert list_links(page) == [f"{origin}{PAGE}" for origin in origins]
    assert re.findall(r'data-sharekit-not-counted="(\S+)"', page) == origins
