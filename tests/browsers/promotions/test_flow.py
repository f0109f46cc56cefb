"""An advocate joins and shares; a friend opens the link: what browsers keep, and what is sent."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, Request, expect
from pytest_django.live_server_helper import LiveServer

from sharekit.aggregate.drain import drain
from sharekit.contrib.promotions.models import Advocate, Promotion
from sharekit.models import Article, LinkTotal, ShareRollup
from tests.browsers.promotions.browsing import browse
from tests.unit.contrib.promotions.pages.making import CODE, PANEL

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.usefixtures("django_db_setup"),
]

LANDING = f"/r/{CODE}/"
FORBIDDEN = "navigator.clipboard.writeText = () => Promise.reject()"
KEPT = "[document.cookie, ...Object.keys(localStorage), ...Object.keys(sessionStorage)]"


def watch_events(page: Page) -> list[str]:
    """Return a list that gets the body of each request with events."""
    sent: list[str] = []

    def note(request: Request) -> None:
        if request.url.endswith("/events/"):
            sent.append(request.post_data or "")

    page.on("request", note)
    return sent


def copy_link(page: Page) -> str:
    link: str = page.get_by_label("Your link").input_value()
    return link


def test_a_friend_s_visit_counts_for_the_promotion_and_leaves_nothing(
    browser: Browser, live_server: LiveServer, anna: Client
) -> None:
    with browse(browser, live_server.url, client=anna) as page:
        page.goto(PANEL)
        link = copy_link(page)
    assert re.fullmatch(f"{live_server.url}{LANDING}#sk=c\\w{{10}}", link)

    with browse(browser, live_server.url) as page:
        sent = watch_events(page)
        with page.expect_response(re.compile("/events/")):
            page.goto(link)
        page.wait_for_url(LANDING)
        page.get_by_role("link", name="Accept the gift").click()
        page.wait_for_url(re.compile("/shop/"))

        assert page.url.startswith(f"{live_server.url}/shop/?ref={CODE}")
        page.wait_for_load_state("networkidle")
        assert page.evaluate(KEPT) == [""]
        assert page.context.cookies() == []
    assert sent
    assert CODE not in "".join(sent)
    drain()
    assert LinkTotal.objects.get().visits == 1
    assert CODE not in str([*Article.objects.values()])


def test_all_of_it_works_without_a_script(
    browser: Browser, live_server: LiveServer, advocate: Advocate, ben: Client
) -> None:
    with browse(browser, live_server.url, java_script_enabled=False) as page:
        page.goto("/r/p/friends/")
        page.get_by_role("textbox").fill("k7m2 xq9d")
        page.get_by_role("button", name="Use the code").click()
        page.wait_for_url(LANDING)
        page.get_by_role("link", name="Accept the gift").click()
        page.wait_for_url(f"/shop/?ref={CODE}")
    with browse(browser, live_server.url, client=ben, java_script_enabled=False) as page:
        page.goto(PANEL)
        page.get_by_role("button", name="Get my link").click()
        assert copy_link(page)
        assert page.get_by_role("button", name="Copy link").count() == 0
        page.get_by_text("Stop recommending").first.click()
        page.get_by_role("button", name="Stop recommending").click()
        expect(page.get_by_role("button", name="Get my link")).to_be_visible()
    assert Advocate.objects.exclude(pk=advocate.pk).get().left_at is not None


def test_copying_the_link_counts_no_share(
    browser: Browser, live_server: LiveServer, anna: Client
) -> None:
    allowed = ["clipboard-read", "clipboard-write"]
    with browse(browser, live_server.url, client=anna, permissions=allowed) as page:
        page.goto(PANEL)
        page.wait_for_load_state("networkidle")
        sent = watch_events(page)

        page.get_by_role("button", name="Copy link").click()

        expect(page.get_by_role("status")).to_have_text("Link copied")
        assert page.evaluate("navigator.clipboard.readText()") == copy_link(page)
        # Another program opens a mail; nothing else happens in the page.
        page.get_by_role("link", name="Share by email").dispatch_event("click")
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        page.goto("about:blank")
    assert not [body for body in sent if '"kind":"view"' not in body]
    drain()
    assert not ShareRollup.objects.exists()


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (FORBIDDEN, "Link copied"),
        (f"{FORBIDDEN}; Document.prototype.execCommand = () => false", "Copy this link:"),
    ],
)
def test_where_the_clipboard_is_forbidden_the_field_is_selected(
    browser: Browser, live_server: LiveServer, anna: Client, broken: str, message: str
) -> None:
    with browse(browser, live_server.url, client=anna) as page:
        page.add_init_script(broken)
        page.goto(PANEL)

        page.get_by_role("button", name="Copy link").click()

        expect(page.get_by_role("status")).to_have_text(message)
        assert page.evaluate("getSelection().toString()") == copy_link(page)


def test_the_device_s_menu_gets_the_text_and_the_link(
    browser: Browser, live_server: LiveServer, anna: Client
) -> None:
    with browse(browser, live_server.url, client=anna) as page:
        # A browser without a menu of its own.
        page.add_init_script("navigator.share = undefined")
        page.goto(PANEL)
        assert page.get_by_role("button", name="More ways to share").count() == 0
    with browse(browser, live_server.url, client=anna) as page:
        page.add_init_script(
            "navigator.share = given => { window.given = given; return Promise.reject() }"
        )
        page.goto(PANEL)
        page.get_by_role("button", name="More ways to share").click()

        given: dict[str, Any] = page.evaluate("given")
        assert given["text"] == Promotion.objects.get().share_text
        assert re.fullmatch(f"{live_server.url}{LANDING}#sk=n\\w{{10}}", given["url"])


def test_a_second_panel_of_a_swapped_page_works_too(
    browser: Browser, live_server: LiveServer, anna: Client
) -> None:
    with browse(browser, live_server.url, client=anna) as page:
        page.goto(PANEL)
        page.evaluate(
            """() => {
                const section = document.querySelector(".sharekit-offer");
                section.querySelector("[data-sharekit-offer-copy]").hidden = true;
                const script = section.querySelector("script");
                const again = document.createElement("script");
                again.src = trustedTypes.createPolicy("test", {
                    createScriptURL: (url) => url,
                }).createScriptURL(script.src);
                script.replaceWith(again);
            }"""
        )

        page.get_by_role("button", name="Copy link").click()

        expect(page.get_by_role("status")).not_to_be_empty()
