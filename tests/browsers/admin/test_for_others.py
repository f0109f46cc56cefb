"""A shared report and *Do not count this browser*, in a real browser: what only a script can do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from sharekit.admin.shared.page import hash_secret
from sharekit.aggregate.drain import drain
from sharekit.models import Note, SharedReport
from sharekit.reports.period.days import today
from tests.browsers.admin.browsing import get_faults
from tests.support.traffic import SWIFTS, post, share

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    # Before live_server: until the test database is made, the settings name one in memory, whose
    # one connection the server's threads would share.
    pytest.mark.usefixtures("django_db_setup"),
]

SECRET = "a-secret-of-a-shared-report"
SHARED = "/sharekit/shared/"
NOT_COUNTED = "/sharekit/not-counted/"
OUT = "'sharekit-off' in localStorage"


@pytest.fixture(autouse=True)
def shared(transactional_db: None) -> SharedReport:
    """Share a report about three shares and a note."""
    post(share(), share(age=24 * 3_600_000), share())
    drain()
    Note.objects.create(day=today(), text="Deploy 1.4")
    return SharedReport.objects.create(
        digest=hash_secret(SECRET),
        name="Advisory board",
        days=30,
        expires=timezone.now() + timedelta(days=30),
    )


def test_a_link_opens_the_report_and_no_address_holds_its_secret(page: Page) -> None:
    page.context.clear_cookies()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.url} {request.headers}"))

    page.goto(f"{SHARED}#{SECRET}")

    expect(page.get_by_role("heading", name="Advisory board")).to_be_visible()
    page.wait_for_load_state("networkidle")
    expect(page.locator(".sharekit-chart canvas")).to_be_visible()
    assert page.get_by_text("Deploy 1.4").count() == 1
    assert page.get_by_text(SWIFTS.title).first.is_visible()
    assert page.url.endswith(f"{SHARED}#{SECRET}")
    assert not [each for each in asked if SECRET in each.partition("#")[0].partition(" ")[0]]
    assert page.locator("a[href*='/admin/']").count() == 0
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_another_secret_opens_nothing_and_a_pasted_link_the_report(page: Page) -> None:
    page.goto(f"{SHARED}#another")
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("alert")).to_be_visible()
    page.goto(f"{SHARED}#another-one")
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("alert")).to_be_visible()

    page.get_by_role("textbox").fill(f"https://news.example{SHARED}#{SECRET}")
    page.get_by_role("button").click()

    expect(page.get_by_role("heading", name="Advisory board")).to_be_visible()
    # No request is left when the browser closes.
    page.wait_for_load_state("networkidle")


def test_a_second_link_in_the_same_tab_opens_its_own_report(page: Page) -> None:
    SharedReport.objects.create(
        digest=hash_secret("another-secret-of-a-report"),
        name="Editors",
        days=7,
        expires=timezone.now() + timedelta(days=30),
    )
    page.goto(f"{SHARED}#wrong")
    expect(page.get_by_role("alert")).to_be_visible()

    for secret, name in ((SECRET, "Advisory board"), ("another-secret-of-a-report", "Editors")):
        page.wait_for_load_state("networkidle")
        # Only the fragment differs, so the browser loads no page by itself.
        page.evaluate("address => { location.href = address }", f"{SHARED}#{secret}")
        expect(page.get_by_role("heading", name=name)).to_be_visible()
    page.wait_for_load_state("networkidle")


def test_without_javascript_the_link_is_pasted(browser: Browser, live_server: LiveServer) -> None:
    with browser.new_context(base_url=live_server.url, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{SHARED}#{SECRET}")
        page.get_by_role("textbox").fill(SECRET)
        page.get_by_role("button").click()

        expect(page.get_by_role("heading", name="Advisory board")).to_be_visible()
        page.goto(NOT_COUNTED)
        assert page.get_by_role("button").count() == 0


@pytest.mark.parametrize("address", [SHARED, NOT_COUNTED])
def test_the_pages_have_no_faults(page: Page, address: str) -> None:
    assert get_faults(page, address) == []


def test_the_choice_is_kept_for_this_site(page: Page) -> None:
    page.goto(NOT_COUNTED)
    button = page.get_by_role("button")
    expect(button).to_have_attribute("aria-pressed", "false")

    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert page.evaluate(OUT)
    page.reload()
    expect(button).to_have_attribute("aria-pressed", "true")

    button.click()
    assert not page.evaluate(OUT)


def test_the_admin_sets_the_choice_of_its_own_origin_and_links_to_others(
    page: Page, live_server: LiveServer, settings: Settings
) -> None:
    own, other = live_server.url, "https://other.example"
    settings.SHAREKIT = {"SITES": {"localhost": own, "other.example": other}}

    page.goto("/admin/sharekit/report/")
    page.locator(".sharekit-not-counted summary").click()
    mine, theirs = (
        page.locator(".sharekit-not-counted li").filter(has_text=origin) for origin in (own, other)
    )
    mine.get_by_role("button").click()

    expect(mine.get_by_role("status")).not_to_be_empty()
    assert page.evaluate(OUT)
    assert mine.get_by_role("link").count() == 0
    assert theirs.get_by_role("button").count() == 0
    expect(theirs.get_by_role("link")).to_have_attribute("href", f"{other}{NOT_COUNTED}")


def test_refused_storage_is_said(page: Page) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no') } })"
    )
    page.goto(NOT_COUNTED)

    page.get_by_role("button").click()

    expect(page.get_by_role("status")).to_contain_text("refuses")
