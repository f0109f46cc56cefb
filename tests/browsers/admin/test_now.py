"""What happens now, in a real browser whose clock the tests move."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from sharekit.aggregate.drain import drain
from tests.browsers.admin.browsing import get_faults
from tests.support.traffic import SWIFTS, post, share, store

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    # Before live_server: until the test database is made, the settings name one in memory, whose
    # one connection the server's threads would share.
    pytest.mark.usefixtures("django_db_setup"),
]

REPORT = "/admin/sharekit/report/"
PART = "**/report/now/**"
VIEWS = "[data-pace=views] .sharekit-count"
SAID = "[data-sharekit-now] > [aria-live]"
AWAY = "[data-sharekit-away]"
STOPPED = "[data-sharekit-stopped]"
HIDE = """(hidden) => {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.fixture(autouse=True)
def forgetful(transactional_db: None) -> Iterator[None]:
    cache.clear()
    post(share())
    drain()
    yield
    cache.clear()


def read_a_page() -> None:
    store(0)
    drain()
    cache.clear()


@pytest.fixture
def watched(page: Page) -> Page:
    page.clock.install()
    page.goto(REPORT)
    expect(page.locator(VIEWS)).to_have_text("0")
    return page


def let_pass(page: Page, seconds: int) -> None:
    page.clock.fast_forward(seconds * 1000)


def test_it_has_no_faults(page: Page) -> None:
    read_a_page()

    assert get_faults(page, REPORT) == []


def test_new_figures_appear_without_a_reload(watched: Page) -> None:
    watched.locator(".sharekit-now summary").first.click()
    link = watched.locator(".sharekit-now").get_by_role("link", name=SWIFTS.title)
    link.focus()
    read_a_page()

    let_pass(watched, 15)

    expect(watched.locator(VIEWS)).to_have_text("1")
    # What the editor opened stays open, and the focus stays where it was.
    assert watched.locator(".sharekit-now details").first.get_attribute("open") is not None
    expect(link).to_be_focused()


def test_screen_readers_announce_it_once_a_minute(watched: Page) -> None:
    read_a_page()
    let_pass(watched, 15)
    expect(watched.locator(VIEWS)).to_have_text("1")
    expect(watched.locator(SAID)).to_be_empty()

    for _ in range(4):
        read_a_page()
        with watched.expect_response(PART):
            let_pass(watched, 15)

    expect(watched.locator(SAID)).not_to_be_empty()


def test_a_hidden_page_asks_for_nothing(watched: Page) -> None:
    asked: list[str] = []
    watched.on("request", lambda request: asked.append(request.url))
    watched.evaluate(HIDE, arg=True)

    let_pass(watched, 600)
    assert asked == []

    read_a_page()
    watched.evaluate(HIDE, arg=False)
    let_pass(watched, 1)
    expect(watched.locator(VIEWS)).to_have_text("1")


def test_after_faults_it_asks_less_often(watched: Page) -> None:
    asked: list[str] = []
    watched.on("request", lambda request: asked.append(request.url))
    watched.route(PART, lambda route: route.fulfill(status=503, body="busy"))

    with watched.expect_response(PART):
        let_pass(watched, 15)
    expect(watched.locator(AWAY)).to_be_visible()
    let_pass(watched, 16)
    assert len(asked) == 1
    watched.unroute(PART)
    read_a_page()
    let_pass(watched, 15)

    expect(watched.locator(VIEWS)).to_have_text("1")
    assert watched.locator(AWAY).is_hidden()
    assert watched.locator(STOPPED).is_hidden()


def test_it_says_that_the_server_is_away_until_it_answers(watched: Page) -> None:
    with watched.expect_response(PART):
        let_pass(watched, 15)
    watched.route(PART, lambda route: route.abort())
    let_pass(watched, 15)
    expect(watched.locator(AWAY)).to_be_visible()
    watched.unroute(PART)

    with watched.expect_response(PART) as answered:
        let_pass(watched, 30)

    assert answered.value.status == 304
    expect(watched.locator(AWAY)).to_be_hidden()


def test_it_ends_with_the_session(watched: Page) -> None:
    watched.context.clear_cookies()

    with watched.expect_response(PART):
        let_pass(watched, 15)

    expect(watched.locator(STOPPED)).to_be_visible()
    expect(watched.locator(VIEWS)).to_have_text("0")


def test_without_its_script_the_page_says_when_it_was_read(page: Page) -> None:
    page.route("**/now.js", lambda route: route.abort())
    page.goto(REPORT)

    expect(page.locator("[data-sharekit-read]")).not_to_be_empty()
