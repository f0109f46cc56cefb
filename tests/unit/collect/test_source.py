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
        "https://www.google.co.uk": "search",
        "https://yandex.ru": "search",
        "https://duckduckgo.com": "search",
        "https://de.search.yahoo.com": "search",
        "https://chatgpt.com": "search",
        "android-app://com.google.android.googlequicksearchbox": "search",
        "https://l.facebook.com": "social",
        "https://out.reddit.com": "social",
        "https://t.co": "social",
        "https://news.ycombinator.com": "social",
        "https://mail.google.com": "app",
        "https://web.whatsapp.com": "app",
        "https://statics.teams.cdn.office.net": "referral",
        "android-app://com.google.android.gm": "app",
        "https://blog.example": "referral",
        "https://google.com.evil.example": "referral",
        "https://notfacebook.com": "referral",
        "https://facebook.com.evil.example": "referral",
        "https://a.b.c.d.e.bing.com": "search",
        "https://bing.com.": "referral",
        "https://.bing.com": "search",
        "https://com": "referral",
        f"https://{'a.' * 122}bing.com": "search",
        # No host is that long, and each of its 995 parents would be a text to make.
        f"https://{'a.' * 123}bing.com": "referral",
        f"https://{'a.' * 990}bing.com": "referral",
        f"https://{'a' * 1980}.bing.com": "referral",
        f"android-app://{'a.' * 990}google": "app",
        "nonsense": "referral",
        "https://[": "referral",
    }.items(),
)
def test_a_referrer_names_the_source(referrer: str, source: str) -> None:
    assert find(referrer) == source


@pytest.mark.parametrize(
    "agent",
    [
        "Mobile/15E148 [FBAN/FBIOS;FBAV/480.0]",
        "Mobile/15E148 Instagram 330.0",
        "Mobile/15E148 MicroMessenger/8.0",
        "Mobile/15E148 Safari Line/14.0",
        "Mobile/15E148 BytedanceWebview/d8a21c6",
    ],
)
def test_an_app_s_browser_without_a_referrer_is_an_app(agent: str) -> None:
    assert find(headers={"user-agent": PHONE + agent}) == "app"
    assert find("https://l.facebook.com", headers={"user-agent": PHONE + agent}) == "social"


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
    ],
)
def test_a_campaign_is_in_the_page_s_own_query(query: str, source: str) -> None:
    assert find(headers={"referer": SWIFTS.address + query}) == source


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
