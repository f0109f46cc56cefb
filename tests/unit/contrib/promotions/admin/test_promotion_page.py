"""Tests the page of a promotion, from the draft to the results."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from sharekit.contrib.promotions.admin.results import get_results, get_worst_case
from sharekit.contrib.promotions.models import Promotion
from sharekit.models import Article, LinkTotal, ShareLink
from tests.unit.contrib.promotions.world import (
    Clock,
    make_advocate,
    make_claim,
    make_promotion,
    read,
    refer,
    settle_after,
)

LIST = "/admin/sharekit_promotions/promotion/"
FORM = {
    "name": "Spring",
    "slug": "spring",
    "headline": "EUR 10 for you",
    "friend_offer": "EUR 10",
    "advocate_offer": "EUR 10",
    "share_text": "We both get EUR 10.",
    "destination": "/shop/",
    "goal": "order",
    "min_value": "20",
    "currency": "eur",
    "only_new": "on",
    "friend_reward_at": "approval",
    "every": "1",
    "hold_days": "30",
    "claim_days": "90",
    "cap_per_advocate": "10",
    "cap_total": "100",
    "friend_cost": "10",
    "advocate_cost": "8",
    "terms_url": "/terms/",
    "terms_version": "2026-11",
}


def save(client: Client, path: str = "add/", **changes: Any) -> Any:
    return client.post(f"{LIST}{path}", {**FORM, **changes}, follow=True)


def move(client: Client, promotion: Promotion, name: str) -> Any:
    return client.post(f"{LIST}{promotion.pk}/moves/{name}/", follow=True)


def show(client: Client, promotion: Promotion) -> str:
    return str(client.get(f"{LIST}{promotion.pk}/change/").content.decode())


def find_errors(page: Any) -> dict[str, Any]:
    return dict(page.context["adminform"].form.errors)


def test_a_promotion_begins_as_a_draft_and_starts_by_a_press(marketer: Client) -> None:
    save(marketer)
    promotion = Promotion.objects.get()
    assert (promotion.state, promotion.currency) == ("draft", "EUR")

    move(marketer, promotion, "start")
    assert read(promotion).state == "live"
    move(marketer, promotion, "pause")
    assert read(promotion).state == "paused"
    move(marketer, promotion, "start")
    move(marketer, promotion, "end")
    assert read(promotion).state == "ended"
    move(marketer, promotion, "start")
    assert read(promotion).state == "ended"


def test_the_state_says_when_it_starts_and_that_its_end_is_over(
    marketer: Client, clock: Clock
) -> None:
    day = timezone.now() + timedelta(days=24)
    cases: dict[str, tuple[dict[str, Any], str]] = {
        "live": ({}, "live"),
        "soon": ({"starts_at": day}, "starts on"),
        "over": ({"ends_at": day - timedelta(days=48)}, "ended on"),
        "pause over": ({"state": "paused", "ends_at": day - timedelta(days=48)}, "ended on"),
        "paused": ({"state": "paused", "starts_at": day}, "paused"),
        "draft": ({"state": "draft", "starts_at": day}, "draft"),
    }
    for name, (columns, expected) in cases.items():
        promotion = make_promotion(name=name, **columns)
        assert re.search(rf"State:</span> {expected}|State: {expected}", show(marketer, promotion))
        listed = marketer.get(f"{LIST}?q={promotion.slug}").content.decode()
        assert re.search(rf'field-describe_state">{expected}', listed), name


def test_a_promotion_without_terms_says_what_is_missing_and_does_not_start(
    marketer: Client,
) -> None:
    promotion = make_promotion(state="draft", terms_url="")

    page = show(marketer, promotion)
    assert re.search(r"<button[^>]* disabled[^>]*>Start", page)
    answer = move(marketer, promotion, "start")

    assert read(promotion).state == "draft"
    (message,) = answer.context["messages"]
    assert message.level_tag == "error"
    assert str(message) in page


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"currency": ""}, "currency"),
        ({"min_value": "-1"}, "__all__"),
        ({"friend_cost": "NaN"}, "friend_cost"),
        ({"goal": "unknown"}, "goal"),
        ({"every": "0"}, "every"),
        ({"claim_days": "0"}, "claim_days"),
        ({"currency": "eu"}, "currency"),
        ({"currency": "XXQ"}, "currency"),
        ({"slug": "two words"}, "slug"),
        ({"destination": "//evil.example/"}, "destination"),
        ({"picture": "javascript:alert(1)"}, "picture"),
        ({"terms_url": "terms"}, "terms_url"),
        (
            {"starts_at": "2026-12-02T10:00", "ends_at": "2026-12-01T10:00"},
            "ends_at",
        ),
    ],
)
def test_a_value_that_is_not_valid_is_refused(
    changes: dict[str, str], field: str, marketer: Client
) -> None:
    answer = save(marketer, **changes)

    assert field in find_errors(answer)
    assert not Promotion.objects.exists()


def test_what_was_promised_stays_after_the_start(marketer: Client) -> None:
    promotion = make_promotion(friend_offer="EUR 20", min_value=5, currency="EUR")

    save(marketer, f"{promotion.pk}/change/", friend_offer="Nothing", headline="New")

    promotion = read(promotion)
    assert promotion.headline == "New"
    assert (promotion.friend_offer, promotion.min_value) == ("EUR 20", 5)


def test_only_a_draft_can_be_deleted(marketer: Client) -> None:
    draft, live = make_promotion(state="draft"), make_promotion()

    for promotion in (draft, live):
        marketer.post(f"{LIST}{promotion.pk}/delete/", {"post": "yes"})

    assert list(Promotion.objects.all()) == [live]


def test_a_move_needs_a_post_and_the_permission(
    marketer: Client, log_in: Callable[..., Client]
) -> None:
    promotion = make_promotion()
    address = f"{LIST}{promotion.pk}/moves/end/"

    assert marketer.get(address).status_code == 404
    assert marketer.post(f"{LIST}{promotion.pk}/moves/erase/").status_code == 404
    assert marketer.post(f"{LIST}{promotion.pk + 1}/moves/end/").status_code == 404
    assert log_in("view_promotion").post(address).status_code == 403
    assert Client().post(address).status_code == 302
    assert read(promotion).state == "live"


def test_somebody_who_may_only_look_sees_no_button(log_in: Callable[..., Client]) -> None:
    page = show(log_in("view_promotion"), make_promotion())

    assert "moves/end/" not in page


def test_the_worst_case_is_the_dearest_reward_as_often_as_allowed(marketer: Client) -> None:
    promotion = make_promotion(cap_total=50, friend_cost=10, advocate_cost=8, currency="EUR")

    assert get_worst_case(promotion) == 500
    assert "EUR 500" in show(marketer, promotion)
    assert get_worst_case(make_promotion(cap_total=0, friend_cost=10)) is None
    assert get_worst_case(make_promotion(cap_total=50)) is None


def test_results_lead_from_advocates_to_the_cost_of_a_customer(
    marketer: Client, clock: Clock
) -> None:
    promotion = make_promotion(friend_cost=10, advocate_cost=8, currency="EUR", hold_days=14)
    first, second = make_advocate(promotion), make_advocate(promotion)
    make_claim(first)
    refer(first)
    refer(second)
    settle_after(clock, days=15)
    refer(second)

    results = get_results(promotion)

    counts = (results.advocates, results.friends, results.orders, results.approved)
    assert counts == (2, 4, 3, 2)
    assert (results.rewards, results.cost, results.cost_each) == (4, Decimal(36), Decimal(18))
    page = show(marketer, promotion)
    assert re.search(r">3</a> <small>\(67\s?%\)|>2 <small>\(67\s?%\)", page)
    assert "EUR 36" in page
    assert "EUR 18" in page


def test_a_promotion_without_costs_shows_none(marketer: Client) -> None:
    promotion = make_promotion()
    make_advocate(promotion)

    results = get_results(promotion)

    assert (results.cost, results.cost_each) == (None, None)
    assert ">Cost<" not in show(marketer, promotion)


def test_visits_are_shown_in_steps_of_five_for_each_link(marketer: Client) -> None:
    promotion = make_promotion()
    article = Article.objects.create(
        site="shop.example",
        identity=f"sharekit_promotions.promotion:{promotion.pk}",
        url="https://shop.example/r/p/friends/",
        title="Friends",
    )
    for channel, visits in (("whatsapp", 14), ("email", 9)):
        link = ShareLink.objects.create(
            token=f"{channel[0]}1111111111",
            article=article,
            channel=channel,
            campaign=promotion.slug,
            state=ShareLink.State.CAMPAIGN,
            at=timezone.now(),
        )
        LinkTotal.objects.create(link=link, day=timezone.now().date(), visits=visits)

    assert get_results(promotion).visits == 15


def test_the_list_cannot_be_asked_for_what_it_does_not_show(marketer: Client) -> None:
    make_promotion()

    assert marketer.get(f"{LIST}?state__exact=live").status_code == 200
    answer = marketer.get(f"{LIST}?advocates__key_hash__startswith=a")
    assert answer.status_code in {302, 400}


def test_a_goal_that_the_settings_lost_stays_visible(marketer: Client) -> None:
    promotion = make_promotion(state="draft", goal="lost")

    assert '<option value="lost" selected>' in show(marketer, promotion)


def test_a_picture_with_another_scheme_is_not_shown(marketer: Client) -> None:
    promotion = make_promotion(picture="javascript:alert(1)")

    assert re.search(r'<img alt="" data-shows="picture" src="" hidden>', show(marketer, promotion))


def test_a_picture_of_the_site_is_shown(marketer: Client) -> None:
    promotion = make_promotion(picture="/static/gift.png")

    assert 'src="/static/gift.png"' in show(marketer, promotion)


def test_a_site_without_the_pages_shows_how_to_add_them(marketer: Client, settings: Any) -> None:
    promotion = make_promotion()
    assert f"/r/p/{promotion.slug}/" in show(marketer, promotion)

    settings.ROOT_URLCONF = "tests.unit.contrib.promotions.admin.urls_without_pages"

    assert "sharekit.contrib.promotions.urls" in show(marketer, promotion)
