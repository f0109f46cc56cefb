"""Tests whose words an article's title is."""

from __future__ import annotations

from django.http import HttpRequest

from tests.unit.articles.test_article import name


class Released:
    """A page whose text is the title of its draft, as that of a django CMS page."""

    def get_absolute_url(self) -> str:
        """Return the address."""
        return "/swifts/"

    def get_title(self, language: str | None = None) -> str:
        """Return the title that readers see."""
        return "Swifts of the city"

    def __str__(self) -> str:
        return "Swifts, second draft"


def test_a_method_that_returns_the_title_precedes_the_text(request_: HttpRequest) -> None:
    assert name(Released(), request=request_).title == "Swifts of the city"


def test_an_address_without_a_title_is_its_own(request_: HttpRequest) -> None:
    assert name("/about/", request=request_).title == "http://news.example/about/"
    assert name("/about/", request=request_, title="About us").title == "About us"
