"""Tests sites where Turbo, htmx or a router swaps pages into the document that is there."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

from tests.hosts.site import TEMPLATE, Site
from tests.site_js.bundle import bundle

pytestmark = [pytest.mark.slow, pytest.mark.browser]

SWIFTS, BRIDGE = "/stories/swifts/", "/stories/bridge/"
LIBRARIES = ["turbo", "htmx", "htmx2", "router"]


class Visit:
    """Is one reader's tab on the site: what was done in it, and what its scripts have sent."""

    def __init__(self, browser: Browser, origin: str, library: str) -> None:
        self.context = browser.new_context()
        self.context.set_default_timeout(10_000)
        self.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=origin)
        self.context.add_cookies([{"name": "library", "value": library, "url": origin}])
        self.troubles: list[str] = []
        self.events: list[tuple[str, ...]] = []
        self.context.on("console", self._hear)
        self.context.on("weberror", lambda error: self.troubles.append(str(error.error)))
        self.context.on("request", self._see)
        self.page: Page = self.context.new_page()
        with self.page.expect_response("**/events/"):
            self.page.goto(origin + SWIFTS)

    def show(self, title: str, selector: str = "nav a") -> None:
        """Follow a link to a story; return when it is shown."""
        self.page.click(f"{selector}:text('{title}')")
        self.expect(title)

    def expect(self, title: str) -> None:
        """Wait until a story is shown."""
        expect(self.page.locator("h1")).to_have_text(title)

    def copy(self) -> str:
        """Copy the passage of the story that is shown; give what the clipboard then holds."""
        self.page.wait_for_function("() => Boolean(window.sharekit?.copy)")
        self.page.locator("#passage").click(click_count=3)
        self.page.keyboard.press("Control+c")
        text: str = self.page.evaluate("navigator.clipboard.readText()")
        return text

    def settle(self) -> list[tuple[str, ...]]:
        """Wait until all is sent; give the events, each as its kind, story and what it is."""
        self.page.wait_for_timeout(1200)
        return self.events

    def _see(self, request: Request) -> None:
        if not request.url.endswith("/events/"):
            return
        for event in json.loads(request.post_data or "")["events"]:
            path = urlsplit(event["article"].split(" ")[1]).path
            more = event.get("channel") or ("entry" if event.get("entry") else "page")
            self.events.append((event["kind"], path, more))

    def _hear(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self.troubles.append(message.text)


@pytest.fixture(scope="module")
def swapping(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve a site that has every library at hand; a cookie says which one its pages load."""
    site = Site(tmp_path_factory.mktemp("swapping"))
    shutil.copytree(TEMPLATE, site.folder, dirs_exist_ok=True)
    site.write("settings.py", SETTINGS)
    (site.folder / "newsroom/templates/story.html").write_text(STORY)
    for library in LIBRARIES:
        bundle(f"{library}.js", folder=site.folder / "scripts")
    site.fill()
    with site.serve():
        yield site


SETTINGS = """
MIDDLEWARE.insert(1, "whitenoise.middleware.WhiteNoiseMiddleware")
WHITENOISE_USE_FINDERS = True
STATICFILES_DIRS = [BASE_DIR / "scripts"]
"""

STORY = """{% load sharekit %}<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><title>{{ story.title }}</title><link rel="icon" href="data:,">
<script defer src="/static/{{ request.COOKIES.library }}.js"></script>
</head>
<body>
<nav>
<a href="/stories/swifts/" hx-get="/stories/swifts/" hx-push-url="true"
  hx-target="main" hx-select="article">Swifts of the city</a>
<a href="/stories/bridge/" hx-get="/stories/bridge/" hx-push-url="true"
  hx-target="main" hx-select="article">The bridge</a>
<a href="/stories/missing/">Missing</a>
<button hx-get="/stories/bridge/" hx-target="main" hx-select="article">The bridge</button>
</nav>
<main><article>
<h1>{{ story.title }}</h1>
<p id="passage">The ferry left the harbour at seven in the morning, and by noon nobody on board
could see the land any more.</p>
{% share_buttons story channels="email native" %}
</article></main>
{% sharekit_script swaps=True %}
</body>
</html>
"""


@pytest.fixture
def visit(request: pytest.FixtureRequest, browser: Browser, swapping: Site) -> Iterator[Visit]:
    """Give a tab on the site with the library that the test names."""
    visit = Visit(browser, swapping.origin, request.param)
    yield visit
    visit.context.close()


@pytest.mark.parametrize("visit", LIBRARIES, indirect=True)
def test_a_page_that_is_swapped_in_is_read_once_and_its_acts_are_its_own(visit: Visit) -> None:
    visit.show("The bridge")
    visit.page.click("[data-sharekit-channel=email]")
    copied = visit.copy()
    visit.page.go_back()
    visit.expect("Swifts of the city")
    visit.page.go_forward()
    visit.expect("The bridge")
    visit.show("Swifts of the city")

    assert sorted(visit.settle()) == [
        ("copy", BRIDGE, "copy-text"),
        ("share", BRIDGE, "email"),
        ("view", BRIDGE, "page"),
        ("view", SWIFTS, "entry"),
        ("view", SWIFTS, "page"),
    ]
    assert copied.count("Source: ") == 1
    assert f"Source: The bridge, {visit.page.url.replace(SWIFTS, BRIDGE)}#sk=t" in copied
    assert visit.troubles == []


@pytest.mark.parametrize("visit", ["htmx", "htmx2"], indirect=True)
def test_what_is_swapped_in_at_the_same_address_is_no_page_but_has_its_own_acts(
    visit: Visit,
) -> None:
    visit.show("The bridge", "nav button")
    visit.page.click("[data-sharekit-channel=email]")
    copied = visit.copy()

    assert sorted(visit.settle()) == [
        ("copy", BRIDGE, "copy-text"),
        ("share", BRIDGE, "email"),
        ("view", SWIFTS, "entry"),
    ]
    assert f"Source: The bridge, {visit.page.url.replace(SWIFTS, BRIDGE)}#sk=t" in copied
    assert visit.troubles == []


@pytest.mark.parametrize("visit", ["htmx"], indirect=True)
def test_the_share_menu_s_button_is_shown_in_what_is_swapped_in(visit: Visit) -> None:
    button = visit.page.locator("[data-sharekit-channel=native]")
    expect(button).to_be_hidden()

    visit.page.evaluate("navigator.share = async () => {}")  # no desktop browser here has one
    visit.show("The bridge", "nav button")

    expect(button).to_be_visible()


@pytest.mark.parametrize("visit", ["turbo"], indirect=True)
def test_a_preview_that_turbo_shows_is_no_reading(visit: Visit) -> None:
    visit.show("The bridge")
    visit.show("Swifts of the city")
    visit.settle().clear()
    held: list[Route] = []
    visit.page.route(f"**{BRIDGE}", lambda route: held.append(route))

    visit.show("The bridge")
    expect(visit.page.locator("html[data-turbo-preview]")).to_be_attached()
    assert visit.settle() == []

    held[0].continue_()
    expect(visit.page.locator("html[data-turbo-preview]")).not_to_be_attached()
    assert visit.settle() == [("view", BRIDGE, "page")]


@pytest.mark.parametrize("visit", ["turbo"], indirect=True)
def test_a_script_that_turbo_evaluates_again_listens_once(visit: Visit) -> None:
    for title in ["The bridge", "Swifts of the city", "The bridge"]:
        visit.show(title)
        copied = visit.copy()

        assert copied.count("Source: ") == 1
    visit.settle().clear()
    visit.page.click("[data-sharekit-channel=email]")
    visit.copy()

    assert visit.settle() == [("share", BRIDGE, "email"), ("copy", BRIDGE, "copy-text")]


@pytest.mark.parametrize("visit", ["turbo"], indirect=True)
def test_a_page_that_is_left_at_once_takes_no_script_with_it(visit: Visit) -> None:
    visit.page.add_init_script(
        "addEventListener('load', () => Turbo.visit('/stories/bridge/'), { once: true })"
    )
    visit.page.goto(visit.page.url)
    visit.expect("The bridge")

    assert "Source: The bridge" in visit.copy()
