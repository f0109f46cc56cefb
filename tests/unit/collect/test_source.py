"""The source of an entry is known by its mark, the page's query, the referrer and the agent."""

from __future__ import annotations

from typing import Any

import pytest

from sharekit.collect.source import get_source
from sharekit.events import View
from sharekit.keys import ArticleKey
from tests.support.traffic import SWIFTS

HOME = ArticleKey("/", "https://news.example/", "News")
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 "


def find(
    referrer: str = "", *, article: ArticleKey = SWIFTS, headers: Any = None, **view: Any
) -> str:
    sent = View(**{"entry": True, "referrer": referrer, **view})
    return get_source(sent, article=article, headers=headers or {})


@pytest.mark.parametrize(
    ("referrer", "source"),
    {
        "https://www.google.com": "search",
        "https://chatgpt.com": "assistant",
        "android-app://com.google.android.googlequicksearchbox": "search",
        "android-app://com.openai.chatgpt": "assistant",
        "android-app://com.google.android.gm": "app",
        "https://l.facebook.com": "social",
        "https://mail.google.com": "app",
        "https://blog.example": "referral",
        "https://L.Facebook.com": "social",
        "https://l.facebook.com:8443": "social",
        "https://bing.com.": "referral",
        "https://.bing.com": "referral",
        "https://com": "referral",
        f"https://{'a.' * 120}facebook.com": "social",
        # No host is that long, and each of its 995 parents would be a text to make.
        f"https://{'a.' * 123}facebook.com": "referral",
        f"https://{'a.' * 990}facebook.com": "referral",
        f"https://{'a' * 1980}.facebook.com": "referral",
        f"android-app://{'a.' * 990}google": "app",
        "nonsense": "referral",
        "https://[": "referral",
    }.items(),
)
def test_a_referrer_names_the_source(referrer: str, source: str) -> None:
    assert find(referrer) == source


def test_an_app_s_browser_is_an_app_where_the_referrer_says_nothing() -> None:
    agent = {"user-agent": PHONE + "(KHTML, like Gecko) Mobile/15E148 KAKAOTALK 10.3.1"}

    assert find(headers=agent) == "app"
    assert find("https://l.facebook.com", headers=agent) == "social"


def test_without_a_referrer_a_deep_page_is_dark_and_a_section_direct(settings: Any) -> None:
    safari = {"user-agent": PHONE + "Version/19.0 Mobile/15E148 Safari/604.1"}
    settings.SHAREKIT = {"SECTIONS": ["/", "/thèmes/*"]}
    topic = ArticleKey("/t/", "https://news.example/th%C3%A8mes/birds/", "Birds")

    assert find(headers=safari) == "dark"
    assert find(headers=safari, article=HOME) == "direct"
    assert find(headers=safari, article=topic) == "direct"


@pytest.mark.parametrize(
    ("query", "source"),
    [
        ("?utm_source=letter", "campaign"),
        ("?page=2&utm_campaign=autumn", "campaign"),
        ("?utm_source=", "dark"),
        ("?xutm_source=letter", "dark"),
        ("?utm_source=chatgpt.com", "assistant"),
        ("?page=2&utm_source=chatgpt.com", "assistant"),
        ("?utm_source=ChatGPT.com", "assistant"),
        ("?utm_source=www.perplexity.ai", "assistant"),
        ("?utm_source=perplexity", "assistant"),
        ("?utm_source=openai", "assistant"),
        ("?utm_source=copilot.com", "assistant"),
        ("?utm_source=facebook.com", "campaign"),
        ("?utm_source=mychatgpt.com", "campaign"),
        ("?utm_source=chatgpt.com.evil.example", "campaign"),
        ("?utm_source=" + "a." * 900 + "chatgpt.com", "campaign"),
        ("?utm_source=%", "campaign"),
        # An advertisement, or a link that the site itself labelled.
        ("?utm_source=chatgpt.com&utm_medium=cpc", "campaign"),
        ("?utm_campaign=autumn&utm_source=chatgpt.com", "campaign"),
    ],
)
def test_a_campaign_is_in_the_page_s_own_query(query: str, source: str) -> None:
    assert find(headers={"referer": SWIFTS.address + query}) == source


@pytest.mark.parametrize(
    ("referrer", "source"),
    {
        "https://chatgpt.com": "assistant",
        "https://l.facebook.com": "social",
        "https://mail.google.com": "app",
        "https://blog.example": "referral",
    }.items(),
)
def test_an_assistant_s_link_that_was_passed_on_comes_from_where_it_was_read(
    referrer: str, source: str
) -> None:
    assert find(referrer, headers={"referer": f"{SWIFTS.address}?utm_source=chatgpt.com"}) == source
    assert find(referrer, headers={"referer": f"{SWIFTS.address}?utm_source=a"}) == "campaign"


def test_a_mark_is_stronger_than_campaign_and_referrer() -> None:
    page = {"referer": SWIFTS.address + "?utm_source=letter"}
    assert find("https://t.co", token="w1111111111", id="x1111111111", headers=page) == "shared"
    assert find("https://t.co", token="w") == "shared"


def test_who_comes_from_the_site_s_other_host_was_here(settings: Any) -> None:
    settings.SHAREKIT = {"OWN_HOSTS": ["news.example"]}

    assert find("https://amp.news.example") == ""
    assert find("https://news.example", token="w1111111111", id="x1111111111") == ""
    assert find("https://other.example") == "referral"


def test_a_view_that_is_not_an_entry_has_no_source() -> None:
    assert find("https://t.co", entry=False) == ""
