"""Tests that every page of the admin works in every theme, and leads where it should."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Final
from urllib.error import HTTPError
from urllib.parse import urljoin
from urllib.request import Request, urlopen

import pytest

from tests.systems.hosts.admins.admin_sites import PAGES, THEMES, Desk

pytestmark = pytest.mark.slow

ADDRESSES: Final = {"action", "href", "src", "value"}
DRAWN: Final = {"cx", "cy", "d", "height", "r", "viewbox", "width", "x1", "x2", "y1", "y2"}
"""Attributes with numbers that no language may write differently."""


class Attributes(HTMLParser):
    """Collects the attributes of all elements, as pairs of name and value."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [(name, value or "") for name, value in attrs]


def read(desk: Desk, name: str) -> tuple[int, str]:
    """Return the status and the HTML of a page."""
    headers = {"Cookie": f"sessionid={desk.session}", "Accept-Language": "en"}
    request = Request(f"{desk.site.origin}/admin/{PAGES[name]}", headers=headers)
    try:
        with urlopen(request) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        with error:
            return error.code, ""


@pytest.mark.parametrize("theme", THEMES)
def test_every_page_is_there_and_its_numbers_are_plain(
    theme: str, serve_theme: Callable[[str], Desk]
) -> None:
    desk = serve_theme(theme)
    pages = {name: read(desk, name) for name in PAGES}

    assert {name: status for name, (status, _) in pages.items() if status != 200} == {}
    assert all("sharekit-panel" in pages[name][1] for name in ("story", "poem"))
    for name, (_, html) in pages.items():
        for attribute, value in Attributes(html).found:
            if attribute in ADDRESSES:
                assert "12,345" not in value, (name, attribute, value)
            elif attribute in DRAWN:
                assert not re.search(r"\d,\d{3}", value), (name, attribute, value)


@pytest.mark.parametrize("theme", THEMES)
def test_create_a_campaign_link_leads_to_the_form_with_the_article(
    theme: str, serve_theme: Callable[[str], Desk]
) -> None:
    desk = serve_theme(theme)
    links = [value for name, value in Attributes(read(desk, "article")[1]).found if name == "href"]
    [link] = [link for link in links if "campaignlink/add/?article=" in link]
    form = PAGES["new campaign link"]

    assert urljoin(f"/admin/{PAGES['article']}", link) == f"/admin/{form}"
    assert ("value", "https://news.example/stories/swifts/") in Attributes(
        read(desk, "new campaign link")[1]
    ).found
