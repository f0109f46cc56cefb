"""The advocate's panel."""

from __future__ import annotations

import logging
import re
from html import unescape
from typing import Any
from urllib.parse import unquote

import pytest
from django.template import Context, Template
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from sharekit import tokens
from sharekit.buttons import qr
from sharekit.contrib.promotions.models import Advocate, Promotion, Referral
from sharekit.models import Article, ShareLink
from tests.unit.contrib.promotions.pages.making import (
    CODE,
    PANEL,
    SITE,
    make_promotion,
    make_referral,
    read_friends,
)

pytestmark = pytest.mark.django_db

LINK = f"https://news.example/r/{CODE}/"
State = Referral.State


def read(client: Client) -> str:
    return unescape(client.get(PANEL).content.decode())


def list_links(html: str) -> dict[str, str]:
    """Return the decoded address of each channel's link, by its name for screen readers."""
    links = re.findall(r'<a href="([^"]*)"[^>]* aria-label="([^"]*)"', html)
    return {label: unquote(address) for address, label in links}


def test_visitors_log_in_first(client: Client, promotion: Promotion) -> None:
    html = read(client)

    assert '<a class="sharekit-act" href="/accounts/login/?next=/account/">' in html
    assert "10 euros for your next order" in html
    assert "<form" not in html


def test_a_user_joins_under_the_terms_that_are_shown(ben: Client, promotion: Promotion) -> None:
    html = read(ben)

    assert '<form method="post" action="/r/p/friends/join/">' in html
    assert '<input type="hidden" name="terms" value="2026-11">' in html
    assert '<a href="/terms/">' in html
    assert "sharekit-own-link" not in html


def test_an_advocate_finds_link_code_and_picture(anna: Client) -> None:
    html = read(anna)

    (link,) = re.findall('readonly value="([^"]*)"', html)
    assert tokens.strip(link)[0] == LINK
    assert (tokens.strip(link)[1] or "").startswith("c")
    assert '<code dir="ltr" translate="no">K7M2-XQ9D</code>' in html
    assert "<title>QR code of your link</title>" in html


def test_new_terms_are_asked_again(anna: Client, promotion: Promotion) -> None:
    Promotion.objects.update(terms_version="2027-01", terms_url="/terms/2027/")

    html = read(anna)
    assert '<input type="hidden" name="terms" value="2027-01">' in html
    assert '<a href="/terms/2027/">' in html
    assert "sharekit-own-link" not in html
    assert "Stop recommending" in html

    anna.post("/r/p/friends/join/", {"terms": "2027-01", "next": PANEL})
    html = read(anna)
    assert "K7M2-XQ9D" in html
    assert '<input type="hidden" name="terms"' not in html


def test_each_channel_gets_its_own_mark_and_the_text_with_the_reward(anna: Client) -> None:
    links = list_links(read(anna))

    assert list(links) == ["Share on WhatsApp", "Share by email", "Share on Messenger"]
    text = "Try this coffee. We both get 10 euros:"
    assert links["Share on WhatsApp"].startswith(f"https://wa.me/?text={text} {LINK}#sk=w")
    assert links["Share by email"].startswith("mailto:?subject=10 euros off your first order&")
    assert f"{text}\r\n{LINK}#sk=e" in links["Share by email"]


def test_no_row_and_no_key_contains_the_code(anna: Client, promotion: Promotion) -> None:
    html = read(anna)

    links = ShareLink.objects.values("channel", "campaign", "article__url", "article__title")
    assert {(row["campaign"], row["article__title"]) for row in links} == {
        ("friends", "10 euros off your first order")
    }
    assert CODE not in str([*links, *Article.objects.values()])
    assert CODE not in "".join(re.findall('data-article="([^"]*)"', html))


def test_all_advocates_share_the_marks(anna: Client, ben: Client, promotion: Promotion) -> None:
    ben.post("/r/p/friends/join/", {"terms": "2026-11"})

    marks = [re.findall("#sk=([a-z]\\w{10})", unquote(read(each))) for each in (anna, ben)]

    assert marks[0] == marks[1] != []
    assert ShareLink.objects.count() == 6


def test_nothing_in_it_is_a_button_that_counts_shares(anna: Client) -> None:
    html = anna.get(PANEL).content.decode()

    assert "data-sharekit-channel" not in html
    assert not re.search(r"data-sharekit[ =]", html)
    assert "<style" not in html
    assert " style=" not in html


def test_at_the_limit_it_says_so(anna: Client, advocate: Advocate) -> None:
    sentence = "You have received all rewards that one person can get."
    assert sentence not in read(anna)

    Advocate.objects.update(rewarded=10)
    assert sentence in read(anna)
    Promotion.objects.update(cap_per_advocate=0)
    assert sentence not in read(anna)


@pytest.mark.parametrize("state", [Promotion.State.PAUSED, Promotion.State.ENDED])
def test_while_friends_cannot_claim_only_the_status_is_left(
    anna: Client, ben: Client, advocate: Advocate, state: str
) -> None:
    make_referral(advocate, State.PENDING)
    Promotion.objects.update(state=state)

    html = read(anna)

    assert read_friends(html) == [0, 1, 0]
    assert "This offer is" in html
    assert CODE not in html
    assert "sharekit-offer" not in read(ben)
    assert "sharekit-offer" not in read(Client())


def test_before_it_begins_there_is_nothing(anna: Client) -> None:
    Promotion.objects.update(state=Promotion.State.DRAFT)

    assert "sharekit-offer" not in read(anna)


def test_who_left_may_join_again_and_keeps_the_status(anna: Client, advocate: Advocate) -> None:
    make_referral(advocate, State.APPROVED)
    Advocate.objects.update(left_at=timezone.now())

    html = read(anna)

    assert "/r/p/friends/join/" in html
    assert "/r/p/friends/leave/" not in html
    assert read_friends(html) == [0, 0, 1]


def test_who_is_blocked_learns_that(anna: Client) -> None:
    Advocate.objects.update(blocked_at=timezone.now())

    html = read(anna)

    assert "You can no longer recommend this offer." in html
    assert "/r/p/friends/" not in html
    assert CODE not in html


def test_texts_by_people_are_text(anna: Client) -> None:
    hostile = '"><script>alert(1)</script>'
    Promotion.objects.update(
        friend_offer=hostile,
        advocate_offer=hostile,
        share_text=hostile,
        headline=hostile,
        name=hostile,
        terms_url="javascript:alert(1)",
    )

    html = anna.get(PANEL).content.decode()

    assert "<script>alert" not in html
    assert "javascript:" not in html


def test_channels_that_need_a_picture_or_no_address_are_left_out(
    anna: Client, settings: Settings
) -> None:
    channels = ["pinterest", "print", "native", "fax", "sms", "messenger"]
    settings.SHAREKIT = {**SITE, "CHANNELS": channels, "MESSENGER_APP_ID": "42"}

    html = read(anna)

    assert [*re.findall('data-sharekit-offer-on="(\\w+)"', html)] == ["phone", "phone", "desktop"]
    assert f"app_id=42&link={LINK}#sk=m" in unquote(html)
    assert f"redirect_uri={LINK}" in unquote(html)
    assert list(list_links(html)) == ["Share by SMS", "Share on Messenger"]


def test_where_links_name_only_the_channel_so_do_these(anna: Client, settings: Settings) -> None:
    settings.SHAREKIT = {**SITE, "PRIVACY": "channel"}

    assert set(re.findall("#sk=(\\w+)", unquote(read(anna)))) == {"w", "e", "m", "c", "n"}
    assert not ShareLink.objects.exists()


def test_without_segno_there_is_no_picture(anna: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qr, "is_installed", lambda: False)

    assert "sharekit-qr" not in read(anna)


def test_in_a_draft_there_is_nothing(anna: Client, settings: Settings) -> None:
    settings.SHAREKIT = {**SITE, "PREVIEW": "tests.unit.contrib.promotions.pages.making.is_draft"}

    assert "sharekit-offer" not in read(anna)


def render(values: dict[str, Any], tag: str = '{% referral_offer "friend" %}') -> str:
    return Template("{% load sharekit_promotions %}" + tag).render(Context(values))


def test_a_mistake_in_a_template_renders_nothing_and_is_logged(
    promotion: Promotion, rf: Any, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    request = rf.get("/")
    with caplog.at_level(logging.WARNING, "sharekit"):
        assert render({}) == ""
        assert render({"request": request}) == ""
        settings.ROOT_URLCONF = "sharekit.urls"
        assert render({"request": request}, '{% referral_offer "friends" %}') == ""

    without_request, unknown, without_urls = [record.getMessage() for record in caplog.records]
    assert "has no request" in without_request
    assert "'friend'" in unknown
    assert "'friends'" in unknown
    assert "'sharekit_promotions' is not a registered namespace" in without_urls


def test_a_template_may_name_the_promotion_itself(rf: Any) -> None:
    promotion = make_promotion(slug="spring")

    html = render(
        {"request": rf.get("/"), "promotion": promotion}, "{% referral_offer promotion %}"
    )

    assert "sharekit-offer" in html
