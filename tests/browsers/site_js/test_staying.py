"""Tests that a page view is a page that comes, not an address that returns, in three browsers."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final, NamedTuple

import pytest

from tests.browsers.site_js.tab import BRIDGE, SWIFTS
from tests.browsers.tables.cases.case import BROWSERS
from tests.browsers.tables.engines import Browser
from tests.support.waiting import wait
from tests.systems.hosts.host_site import Site

pytestmark = [pytest.mark.slow, pytest.mark.browser]

WATCH: Final = """
window.views = [];
const send = fetch;
window.fetch = (address, given) => {
  if (/events/.test(address)) {
    for (const { kind, entry, article } of JSON.parse(given.body).events) {
      if (kind === "view" && !entry) views.push(new URL(article.split(" ")[1]).pathname);
    }
  }
  return send(address, given);
};
window.main = document.querySelector("main");
window.article = document.querySelector("article");
window.sidebar = document.querySelector("aside");
window.at = (path) => history.pushState({}, "", path);
window.take = async (path) => {
  const html = await (await send(path)).text();
  window.other = new DOMParser().parseFromString(html, "text/html").querySelector("article");
  window.bar = other.querySelector("[data-sharekit]");
};
take(arguments[0]);
"""
"""Records page views, and fetches the other story, which is then `other`, its bar `bar`."""


class Stay(NamedTuple):
    """A row: what happens in the page, one step after the other, and the page views that it makes.

    A step that returns false is tried again.
    `is_basic` rows are tried in every browser by `make test`, too.
    """

    rule: str
    steps: tuple[str, ...]
    views: tuple[str, ...]
    script: str = "none"
    is_basic: bool = False


OVERLAY: Final = (
    """
    const link = sidebar.querySelector("a");
    link.setAttribute("up-layer", "new modal");
    link.setAttribute("up-target", "main");
    link.click();
    """,
    "return Boolean(document.querySelector('up-modal [data-sharekit]'))",
    "up.layer.dismiss()",
    "return !document.querySelector('up-modal')",
)
PHOTO: Final = (
    "at('/stories/swifts/photo-1/'); document.body.append('Photo')",
    "history.replaceState({}, '', '/stories/swifts/'); document.body.lastChild.remove()",
)
BELOW: Final = "main.append(other)"
DOWN: Final = "history.replaceState({}, '', '/stories/bridge/'); sidebar.append('.')"
UP: Final = "history.replaceState({}, '', '/stories/swifts/'); sidebar.append('.')"
TO_OTHER: Final = "at('/stories/bridge/'); main.replaceChildren(other)"
TO_FIRST: Final = "at('/stories/swifts/'); main.replaceChildren(article)"
MORPH: Final = """
const here = article.querySelector("[data-sharekit]");
window.keys ??= [bar.dataset.sharekit, here.dataset.sharekit];
const [key] = keys;
keys.reverse();
at(new URL(key.split(" ")[1]).pathname);
here.dataset.sharekit = key;
article.append("Changed");
"""

STAYS: Final = [
    Stay(
        "an overlay that closes does not bring back the page below it",
        OVERLAY * 2,
        (BRIDGE, BRIDGE),
        script="unpoly",
        is_basic=True,
    ),
    Stay(
        "a reader who scrolls between two articles reads the second one once",
        (BELOW, *(DOWN, UP) * 3),
        (BRIDGE,),
        is_basic=True,
    ),
    Stay("an article above is read once", ("main.prepend(other)", *(DOWN, UP) * 2), (BRIDGE,)),
    Stay("a gallery with addresses is not a page view", PHOTO * 2, (), is_basic=True),
    Stay(
        "an anchor does not end the view of a page whose bar comes later",
        (
            "bar.remove(); at('/stories/bridge/'); main.replaceChildren(other)",
            "location.hash = 'passage'",
            "other.append(bar)",
        ),
        (BRIDGE,),
        is_basic=True,
    ),
    Stay(
        "back ends the view of a page whose bar has not come",
        (
            "bar.remove(); at('/stories/bridge/'); main.append(other)",
            "history.back()",
            "other.append(bar)",
            "sidebar.append('.')",
        ),
        (),
    ),
    Stay(
        "a page that a router keeps and shows again is a page view",
        (TO_OTHER, TO_FIRST, TO_OTHER),
        (BRIDGE, SWIFTS, BRIDGE),
    ),
    Stay(
        "a bar that morphing makes another article's is a page view",
        (MORPH, MORPH, MORPH),
        (BRIDGE, SWIFTS, BRIDGE),
    ),
    Stay(
        "a bar of the article in a list that stays hides no page view",
        (
            "sidebar.append(bar.cloneNode(true))",
            *("at('/stories/bridge/'); main.append('Loading')", "main.replaceChildren(other)"),
            TO_FIRST,
            *("at('/stories/bridge/'); main.append('Loading')", "main.replaceChildren(other)"),
        ),
        (BRIDGE, SWIFTS, BRIDGE),
    ),
    Stay(
        "a bar that is rendered again in place is not a page view, neither then nor later",
        ("article.replaceWith(window.article = article.cloneNode(true))", *PHOTO),
        (),
    ),
    Stay(
        "a bar that only moves is the same one",
        (
            "at('/stories/swifts/photo-1/'); document.body.append(article)",
            "main.append(article); history.replaceState({}, '', '/stories/swifts/')",
        ),
        (),
    ),
    Stay(
        "an article that an overlay fetches again above itself is a page view",
        (
            BELOW.replace("main", "sidebar") + "; at('/stories/bridge/')",
            "at('/stories/swifts/'); sidebar.replaceChildren(article.cloneNode(true))",
        ),
        (BRIDGE, SWIFTS),
    ),
    Stay(
        "a tab of the article with an address and a page of its own is not one of the article",
        ("at('/stories/swifts/comments/'); main.replaceChildren('No comment')",),
        (),
    ),
    Stay(
        "an article that comes back from such a tab is a page view",
        ("at('/stories/swifts/comments/'); main.replaceChildren('No comment')", TO_FIRST),
        (SWIFTS,),
    ),
]


def find_stays() -> list[pytest.ParameterSet]:
    """Return each row with each browser; `make test` tries basic rows in all of them."""
    return [
        pytest.param(
            name,
            stay,
            id=f"{name}: {stay.rule}",
            marks=[] if stay.is_basic or name == BROWSERS[0] else [pytest.mark.thorough],
        )
        for stay in STAYS
        for name in BROWSERS
    ]


def open_story(browser: Browser, site: Site, script: str) -> None:
    """Open the first story with a script of the site."""
    browser.open(f"{site.origin}/sharekit/not-counted/")
    browser.run(f"document.cookie = 'script={script};path=/'")
    browser.open(site.origin + SWIFTS)
    wait(lambda: browser.run("return 'sharekitReady' in document.documentElement.dataset"))


def take(browser: Browser, step: str) -> None:
    """Take a step of a row, and give the page's script the time to notice."""
    wait(lambda: browser.run(step) is not False)
    time.sleep(0.3)


@pytest.mark.parametrize(("name", "stay"), find_stays())
def test_a_page_view_is_what_the_table_says(
    name: str, stay: Stay, browsers: Callable[[str], Browser], site: Site
) -> None:
    browser = browsers(name)
    open_story(browser, site, stay.script)
    browser.run(WATCH, BRIDGE)
    wait(lambda: browser.run("return Boolean(window.other)"))

    for step in stay.steps:
        take(browser, step)
    time.sleep(1.2)  # the script sends after a second
    views = wait(lambda: browser.run("return views"), lambda views: len(views) >= len(stay.views))

    assert tuple(views) == stay.views


PRESS: Final = """
window.acts = [];
for (const kind of ["share", "copy"]) {
  document.addEventListener("sharekit:" + kind, ({ detail }) => acts.push(detail.channel));
}
window.print = () => {};
up.link.config.instantSelectors.push("a[href]");
up.link.config.preloadSelectors.push("a[href]");
document.querySelector("h1").dataset.own = 1;
"""
"""Beside following all links: what Unpoly's documentation recommends for all links."""
FIND: Final = """
const selector = `main [data-sharekit] > [data-sharekit-channel=${arguments[0]}]`;
const button = document.querySelector(selector);
const { x, y, width, height } = button.getBoundingClientRect();
return [x + width / 2, y + height / 2];
"""


@pytest.mark.parametrize("name", BROWSERS)
def test_a_button_that_works_in_the_page_works_where_links_are_followed_when_pressed(
    name: str, browsers: Callable[[str], Browser], site: Site
) -> None:
    browser = browsers(name)
    open_story(browser, site, "unpoly")
    browser.run(PRESS)

    def press(channel: str, shows: str) -> None:
        # Nobody lets go at once.
        browser.click(*browser.run(FIND, channel), seconds=0.15)
        wait(lambda: browser.run(shows), within=10)
        browser.press("Escape")

    press("copy-link", "return acts.includes('copy-link')")
    press("print", "return acts.includes('print')")
    press("native", "return Boolean(document.querySelector('.sharekit-menu:popover-open'))")
    press("qr", "return Boolean(document.querySelector('.sharekit-dialog[open]'))")

    assert browser.run("return acts") == ["copy-link", "print", "qr"]
    assert browser.run("return document.querySelectorAll('h1[data-own]').length") == 1
    assert browser.address() == site.origin + SWIFTS
