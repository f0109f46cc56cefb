"""The gestures of a reader: select, press, click. Each is a function of the browser."""

from __future__ import annotations

from collections.abc import Callable

from tests.browsers.tables.engines import Browser, Button
from tests.support.waiting import wait

Gesture = Callable[[Browser], object]

FIND = """
const find = (path) =>
  path.split(" >>> ").reduce((root, selector) =>
    (root.shadowRoot ?? root).querySelector(selector), document);
"""
"""Finds an element in JavaScript; `HOST >>> INNER` looks into an open shadow root."""

WATCH_CLICKS = """
window.clicks = 0;
addEventListener("mousedown", ({ detail }) => { window.clicks = detail; }, { capture: true });
"""
COUNT_CLICKS = "return window.clicks"
WHERE = "return [location.pathname, document.readyState]"
_SELECT = """
const given = arguments;
const [first, last] = [0, 2].map((place) => document.querySelector(given[place]));
const textOf = (element) => document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
const range = document.createRange();
if (arguments[1] === null) range.setStart(first, 0);
else range.setStart(textOf(first), arguments[1]);
if (arguments[3] === null) range.setEnd(last, last.childNodes.length);
else range.setEnd(textOf(last), arguments[3]);
if (!arguments[4]) getSelection().removeAllRanges();
getSelection().addRange(range);
"""


def select(selector: str) -> Gesture:
    """Select all that an element holds."""
    return between(selector, selector)


def between(first: str, last: str, *, start: int | None = None, end: int | None = None) -> Gesture:
    """Select from an element's start to another's end, or between places in their first texts."""
    return lambda browser: browser.run(_SELECT, first, start, last, end, False)


def select_each(*selectors: str) -> Gesture:
    """Select elements in a range each, as with Ctrl held."""

    def gesture(browser: Browser) -> None:
        for number, selector in enumerate(selectors):
            browser.run(_SELECT, selector, None, selector, None, number > 0)

    return gesture


def select_node(selector: str) -> Gesture:
    """Select an element itself, such as an image."""
    script = """
    const range = document.createRange();
    range.selectNode(document.querySelector(arguments[0]));
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    """
    return lambda browser: browser.run(script, selector)


def focus(path: str) -> Gesture:
    """Put the focus on an element; select what it holds if it is a field."""
    script = FIND + "const field = find(arguments[0]); field.focus(); field.select?.();"
    return lambda browser: browser.run(script, path)


def click(path: str, *, button: Button = "left", times: int = 1) -> Gesture:
    """Click the middle of an element; three times selects a paragraph."""
    script = f"""{FIND}
    const element = find(arguments[0]);
    element.scrollIntoView({{ block: "center", behavior: "instant" }});
    const {{ left, top, width, height }} = element.getBoundingClientRect();
    return [left + Math.min(width, 120) / 2, top + Math.min(height, 24) / 2];
    """

    def gesture(browser: Browser) -> None:
        x, y = browser.run(script, path)
        if times == 1:
            browser.click(x, y, button=button)
            return
        browser.run(WATCH_CLICKS)

        def click_all() -> int:
            browser.click(x, y, button=button, times=times)
            clicks: int = browser.run(COUNT_CLICKS)
            return clicks

        # On a busy machine clicks may be so far apart that the browser takes them for single ones.
        wait(click_all, lambda clicks: clicks >= times)

    return gesture


def choose(name: str) -> Gesture:
    """Click a button of the notice, by its name, as soon as it is there."""
    find = """
    const roots = [...document.querySelectorAll("*")].map(({ shadowRoot }) => shadowRoot);
    const buttons = roots.flatMap((root) => [...(root?.querySelectorAll("button") ?? [])]);
    const button = buttons.find(({ textContent }) => textContent === arguments[0]);
    if (!button) return null;
    const { left, top, width, height } = button.getBoundingClientRect();
    return [left + width / 2, top + height / 2];
    """

    def gesture(browser: Browser) -> None:
        browser.click(*wait(lambda: browser.run(find, name)))

    return gesture


def press(key: str, *, control: bool = False) -> Gesture:
    """Press a key."""
    return lambda browser: browser.press(key, control=control)


def script(body: str) -> Gesture:
    """Let the page itself do something."""
    return lambda browser: browser.run(body)


def each(*gestures: Gesture) -> Gesture:
    """Do one after another."""

    def gesture(browser: Browser) -> None:
        for one in gestures:
            one(browser)

    return gesture


def await_more(browser: Browser) -> None:
    """Wait until more.js is there, which a selection loads: a hand is not faster."""
    wait(lambda: browser.run("return Boolean(window.sharekit?.optOut)"))


copy = press("c", control=True)
cut = press("x", control=True)


def back(browser: Browser) -> None:
    """Go back, and wait until the page is another."""
    _leave(browser, "history.back()")


def forward(browser: Browser) -> None:
    """Go forward, and wait until the page is another."""
    _leave(browser, "history.forward()")


def reload(browser: Browser) -> None:
    """Load the page again."""
    browser.reload()


def follow(path: str, *, act: Gesture | None = None) -> Gesture:
    """Click a link, or act on it in another way, and wait until the page is another."""
    script = FIND + "return find(arguments[0]).pathname"

    def gesture(browser: Browser) -> None:
        there = browser.run(script, path)
        (act or click(path))(browser)
        # On the way from page to page some browsers answer nothing.
        wait(lambda: browser.run(WHERE) or [""], lambda where: where[0] == there)

    return gesture


def _leave(browser: Browser, body: str) -> None:
    before, _state = browser.run(WHERE)
    browser.run(body)
    # By its path: the page that is left may still become complete.
    wait(
        lambda: browser.run(WHERE) or [before, ""],
        lambda where: where[0] != before and where[1] == "complete",
    )
