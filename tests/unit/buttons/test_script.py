"""Tests the script tag: what it says to the client, and the nonce that the site's policy wants."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.http import HttpRequest
from django.urls import set_script_prefix
from django.utils import translation

from sharekit import keys
from sharekit.buttons.script import render_script
from tests.support.newspaper.models import Story


def read(html: str) -> dict[str, str]:
    assert re.fullmatch(r'<script defer( [\w-]+="[^"]*")+></script>', html)
    return {key: unescape(value) for key, value in re.findall(r'([\w-]+)="([^"]*)"', html)}


class LateNonce:
    """A nonce as django-csp 4 and Django 6 give it: made when it is first written."""

    def __init__(self) -> None:
        self.is_made = False

    def __bool__(self) -> bool:
        return self.is_made

    def __str__(self) -> str:
        self.is_made = True
        return "late"


def test_by_default_the_script_gets_only_addresses_and_words() -> None:
    assert read(render_script()) == {
        "src": "/static/sharekit/sharekit.js",
        "data-events": "/sharekit/events/",
        "data-copy": "/static/sharekit/copy.js",
        "data-more": "/static/sharekit/more.js",
        "data-menu": "/static/sharekit/menu.js",
        "data-parts": "/sharekit/parts/?language=en-us&article=",
        "data-notice": "The source was added to your copy.|Undo|Don't add it again",
        "data-source": "Source: {title}, {address}",
        "data-copied": "Link copied",
        "data-failed": "Copy this link:",
    }


def test_the_script_believes_keys_of_the_sites_own_hosts(settings: Any) -> None:
    for given, hosts in (
        ({}, None),
        ({"SITE_URL": "https://News.example/"}, "news.example"),
        ({"SITE_URL": "https://köln.example:8443"}, "xn--kln-sna.example:8443"),
        (
            {"SITE_URL": "https://a.example:443", "ORIGINS": ["https://m.a.example", "no origin"]},
            "a.example m.a.example",
        ),
    ):
        settings.SHAREKIT = given
        assert read(render_script()).get("data-hosts") == hosts


def test_the_tag_says_the_title_of_the_page_s_own_article(settings: Any) -> None:
    settings.SHAREKIT = {"SITE_URL": "https://news.example"}

    key = keys.read(read(render_script("/a/", title="The bridge"))["data-article"])

    assert (key.address, key.title) == ("https://news.example/a/", "The bridge")


def test_the_script_gets_what_the_site_decided(settings: Any) -> None:
    settings.SHAREKIT = {
        "PRIVACY": "channel",
        "CONSENT": "ask",
        "KEEP_QUERY": ["page", "lang"],
        "COPY_MODE": "count",
        "NOTICE": False,
        "CREDENTIALS": "same-origin",
    }

    attributes = read(render_script())

    assert attributes["data-privacy"] == "channel"
    assert attributes["data-consent"] == "ask"
    assert attributes["data-keep"] == "page lang"
    assert attributes["data-mode"] == "count"
    assert attributes["data-credentials"] == "same-origin"
    assert "data-notice" not in attributes


def test_a_site_that_swaps_pages_in_gets_the_script_that_counts_them() -> None:
    tag, watch = re.findall("<script.*?</script>", render_script(nonce="abc", swaps=True))

    assert tag == render_script(nonce="abc")
    assert read(watch) == {"src": "/static/sharekit/swaps.js", "nonce": "abc"}


def test_the_page_s_own_article_is_named_by_its_key(story: Story, request_: HttpRequest) -> None:
    attributes = read(render_script(story, request=request_))

    key = keys.read(attributes["data-article"])
    address = "http://news.example/stories/bridge/"
    assert (key.identity, key.address) == (f"newspaper.story:{story.pk}", address)
    assert key.title == "The bridge" and key.day


@pytest.mark.parametrize("article", [None, "", Story(title="New", slug="new")])
def test_a_page_without_an_article_names_none(
    article: Any, request_: HttpRequest, caplog: pytest.LogCaptureFixture
) -> None:
    assert "data-article" not in read(render_script(article, request=request_))
    assert not caplog.records


def test_events_go_to_where_the_site_is_mounted() -> None:
    set_script_prefix("/blog/")
    try:
        assert read(render_script())["data-events"] == "/blog/sharekit/events/"
    finally:
        set_script_prefix("/")


@pytest.mark.urls("tests.unit.buttons.urls_without_sharekit")
def test_without_our_urls_the_page_is_whole_and_has_no_script(
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert render_script() == ""
    assert "Include sharekit.urls" in caplog.text


def test_a_preview_has_no_script(request_: HttpRequest) -> None:
    request_.is_preview = True  # type: ignore[attr-defined]

    assert render_script(request=request_) == ""


def test_the_words_are_in_the_reader_s_language() -> None:
    with translation.override("en"):
        assert read(render_script())["data-copied"] == "Link copied"


def test_a_nonce_that_was_made_is_used(request_: HttpRequest) -> None:
    assert read(render_script(nonce="abc"))["nonce"] == "abc"

    request_.csp_nonce = "def"  # type: ignore[attr-defined]

    assert read(render_script(request=request_))["nonce"] == "def"


@pytest.mark.parametrize("attribute", ["csp_nonce", "_csp_nonce"])
@pytest.mark.parametrize(
    "policy",
    [
        {"SECURE_CSP": {"script-src": ["'self'", "<CSP_NONCE_SENTINEL>"]}},
        {"CONTENT_SECURITY_POLICY_REPORT_ONLY": {"DIRECTIVES": {"script-src": ["NONCE"]}}},
    ],
)
def test_a_nonce_is_made_where_the_policy_speaks_of_one(
    attribute: str, policy: dict[str, Any], request_: HttpRequest, settings: Any
) -> None:
    for setting, value in policy.items():
        setattr(settings, setting, value)
    setattr(request_, attribute, LateNonce())

    assert read(render_script(request=request_))["nonce"] == "late"


def test_a_nonce_that_nobody_asked_for_stays_unmade(request_: HttpRequest) -> None:
    nonce = LateNonce()
    request_.csp_nonce = nonce  # type: ignore[attr-defined]

    assert "nonce" not in read(render_script(request=request_, nonce=LateNonce()))
    assert not nonce.is_made


def test_django_s_own_nonce_is_used(request_: HttpRequest, settings: Any) -> None:
    csp = pytest.importorskip("django.middleware.csp", reason="Django 6 has it")
    settings.SECURE_CSP = {
        "script-src": [pytest.importorskip("django.utils.csp").CSP.NONCE],
    }
    csp.ContentSecurityPolicyMiddleware(lambda request: None).process_request(request_)

    assert read(render_script(request=request_))["nonce"] == str(csp.get_nonce(request_))
