"""Tests the one form of paths, in which the server compares them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test.utils import override_script_prefix
from hypothesis import given
from hypothesis import strategies as st

from sharekit import paths

SPELLINGS = [
    ("/caf%c3%a9/", "/caf%C3%A9/"),
    ("/café/", "/caf%C3%A9/"),
    ("/%63%61f%C3%A9/", "/caf%C3%A9/"),
    ("/stories/статья/", "/stories/%D1%81%D1%82%D0%B0%D1%82%D1%8C%D1%8F/"),
    ("/a%40b/%7e", "/a@b/~"),
    ("/a b", "/a%20b"),
    ("/100%/", "/100%25/"),
    ("/%2541/", "/%2541/"),
    ("/%ff/", "/%FF/"),
    ("/a?b#c", "/a%3Fb%23c"),
    ("", "/"),
]


@pytest.fixture
def prefix() -> Iterator[None]:
    """The site is below /app/."""
    with override_script_prefix("/app/"):
        yield


@pytest.mark.parametrize(("written", "normal"), SPELLINGS)
def test_every_spelling_of_a_path_has_one_form(written: str, normal: str) -> None:
    assert paths.normalise(written) == normal


@given(st.text(st.characters(codec="utf-8")))
def test_a_normal_path_stays_as_it_is(text: str) -> None:
    normal = paths.normalise(f"/{text}")

    assert paths.normalise(normal) == normal
    assert normal.isascii()
    assert " " not in normal


@pytest.mark.parametrize(
    ("address", "page", "is_there"),
    [
        ("https://a.example/caf%C3%A9/", "/caf%c3%a9/", True),
        ("https://a.example/a/", "/a", True),
        ("https://a.example/a", "/a/?utm_source=x", True),
        ("https://a.example/", "/", True),
        ("https://a.example/a/", "/A/", False),
        ("https://a.example/a/", "/a/b/", False),
        ("https://a.example/a/?id=1", "/a/?id=1", True),
        ("https://a.example/a/?id=1", "/a/?id=2", False),
        ("https://a.example/a/?id=1", "/a/", False),
        ("https://a.example/a/?id=1", "/a/?id=1&page=2", True),
        ("https://a.example/a/", "/a/?page=2", True),
        ("https://a.example/a/?q=1", "/a/?q=2", True),
    ],
)
def test_a_page_is_known_by_its_path_and_the_keys_that_it_keeps(
    address: str, page: str, is_there: bool, settings: Any
) -> None:
    settings.SHAREKIT = {"KEEP_QUERY": ["id", "page"]}

    assert paths.is_at(address, page) is is_there


def test_query_keys_in_keep_query_belong_to_the_identity(settings: Any) -> None:
    url = "https://a.example/caf%c3%a9/?utm_source=x&page=2&id=a%20b"

    assert paths.identify(url) == "/caf%C3%A9/"
    settings.SHAREKIT = {"KEEP_QUERY": ["id", "page"]}
    assert paths.identify(url) == "/caf%C3%A9/?id=a+b&page=2"


@pytest.mark.usefixtures("prefix")
@pytest.mark.parametrize(
    ("given_", "public", "inner"),
    [
        ("/about/", "/app/about/", "/about/"),
        ("/app/about/", "/app/about/", "/about/"),
        ("/app", "/app", "/"),
        ("/app?a", "/app?a", "/?a"),
        ("/apple/", "/app/apple/", "/apple/"),
        ("/", "/app/", "/"),
        ("/app/?a=/b", "/app/?a=/b", "/?a=/b"),
    ],
)
def test_a_path_has_the_script_prefix_once(given_: str, public: str, inner: str) -> None:
    assert paths.add_prefix(given_) == public
    assert paths.remove_prefix(public) == inner


def test_without_a_script_prefix_paths_stay_as_they_are() -> None:
    assert paths.add_prefix("/app/") == paths.remove_prefix("/app/") == "/app/"


@pytest.mark.usefixtures("prefix")
def test_a_path_outside_the_script_prefix_is_not_the_site_s() -> None:
    assert not paths.is_below_prefix("/apple/")
    assert paths.remove_prefix("/apple/") == "/apple/"
