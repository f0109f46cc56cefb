"""The admin's pages in a real browser: strict policy, axe, light and dark, desk and phone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from sharekit.keys import ArticleKey
from sharekit.models import Article, BufferedEvent, RejectedEvent, ShardCursor
from tests.browsers.admin.browsing import get_faults
from tests.support.newspaper.admin import StoryAdmin
from tests.support.newspaper.models import Story
from tests.support.traffic import post, share

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    # Before live_server: until the test database is made, the settings name one in memory, whose
    # one connection the server's threads would share.
    pytest.mark.usefixtures("django_db_setup"),
]

LIST = "/admin/sharekit/article/"


def test_the_list_has_no_faults(
    page: Page, share_articles: Callable[[int], list[ArticleKey]]
) -> None:
    share_articles(8)

    assert get_faults(page, LIST) == []
    assert get_faults(page, f"{LIST}?days=7&o=-2.1&q=article") == []


def test_an_article_has_no_faults(
    page: Page, share_articles: Callable[[int], list[ArticleKey]]
) -> None:
    share_articles(1)

    assert get_faults(page, f"{LIST}{Article.objects.get().pk}/change/") == []


def test_the_empty_list_has_no_faults(page: Page) -> None:
    assert get_faults(page, LIST) == []
    assert page.locator(".sharekit-first").is_visible()


def test_a_warning_has_no_faults(
    page: Page, share_articles: Callable[[int], list[ArticleKey]]
) -> None:
    share_articles(1)
    post(share())
    BufferedEvent.objects.update(at=timezone.now() - timedelta(days=2))
    ShardCursor.objects.all().delete()

    assert get_faults(page, f"{LIST}?since=x") == []
    assert page.get_by_role("status").inner_text().startswith("1 event is waiting")


def test_rejected_events_have_no_faults(page: Page) -> None:
    assert get_faults(page, "/admin/sharekit/rejectedevent/") == []
    RejectedEvent.objects.create(payload=b"[]", error="value too long")
    assert get_faults(page, "/admin/sharekit/rejectedevent/") == []


def test_the_privacy_page_has_no_faults(page: Page) -> None:
    assert get_faults(page, "/admin/sharekit/report/privacy/") == []


def test_dates_are_chosen_by_the_form(
    page: Page, share_articles: Callable[[int], list[ArticleKey]]
) -> None:
    share_articles(2)
    page.goto(f"{LIST}?q=article")
    page.get_by_text("Other days").click()
    page.get_by_label("until").fill("2020-01-31")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**until=2020-01-31")

    assert page.locator("#searchbar").input_value() == "article"
    assert page.locator(".field-sharekit-shares").all_inner_texts() == ["0", "0"]

    page.get_by_role("link", name="Last 7 days").click()
    page.wait_for_url("**period=last-7-days")
    assert page.locator(".field-sharekit-shares").all_inner_texts() == ["2", "1"]


def test_the_sites_own_list_and_page_have_no_faults(
    page: Page, share_story: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Django gives the fields of cells no labels.
    monkeypatch.setattr(StoryAdmin, "list_editable", ())
    for number in range(6):
        share_story(title=f"Swifts of the city, part {number}", shares=number)

    assert get_faults(page, "/admin/newspaper/story/?o=-3") == []
    assert page.locator(".field-sharekit-acts").all_inner_texts()[:2] == ["6", "5"]
    story = Story.objects.latest("pk")
    # Django distinguishes the links of breadcrumbs from the text around them only by colour.
    faults = get_faults(page, f"/admin/newspaper/story/{story.pk}/change/")
    assert [fault for fault in faults if "breadcrumbs" not in fault] == []
    assert page.get_by_role("region", name="Sharing").is_visible()
