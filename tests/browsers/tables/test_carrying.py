"""Runs the table of marks that reach a form: the server gets what the table says, and nothing else.

The pages have a strict policy with Trusted Types.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser

from tests.browsers.tables.cases.arriving import MARK
from tests.browsers.tables.cases.carrying import CONSENTS, FORMS, LINKS
from tests.browsers.tables.cases.case import BROWSERS, Carrying, Case, find_pairs
from tests.browsers.tables.conftest import Open
from tests.browsers.tables.reading.gestures import click
from tests.browsers.tables.reading.reader import Reader
from tests.browsers.tables.test_arriving import describe_view
from tests.support.waiting import wait

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CASES = [*FORMS, *LINKS, *CONSENTS]
SAYS = "Object.defineProperty(Navigator.prototype, '{}', {{ get: () => {} }})"
SIGNALS = {
    "GPC": SAYS.format("globalPrivacyControl", "true"),
    "DNT": SAYS.format("doNotTrack", "'1'"),
}
PATH = "return location.pathname"
KEEP = "for (const [name, item] of Object.entries(arguments[0])) localStorage[name] = item"
DEVICE = """
const names = Object.keys(localStorage).filter((name) => !localStorage[name].includes("fact"));
return [names, Object.keys(sessionStorage), document.cookie];
"""
"""What the device keeps, without events that wait for an answer."""
ACT = """
const act = new MouseEvent("contextmenu", { bubbles: true, cancelable: true });
document.querySelector(arguments[0]).dispatchEvent(act);
"""
FOLLOW = """
window.followed = [];
addEventListener("click", () => {
  // As late as Turbo, which adds its listener when the click begins.
  addEventListener("click", (event) => {
    followed.push(event.target.closest("a").href);
    event.preventDefault();
  }, { once: true });
}, true);
"""
HREF = "return document.querySelector(arguments[0]).getAttribute('href')"


def send_form(reader: Reader) -> None:
    click("#order")(reader.browser)


def get_tokens(origin: str, run: str) -> list[str]:
    """Return the token of each order that the server got, by its one field and in its row."""
    with urlopen(f"{origin}/orders/{run}/") as answer:
        orders = json.load(answer)
    tokens = [order["recorded"] for order in orders]
    assert [order["sent"] for order in orders] == [[token] for token in tokens]
    return tokens


def wait_for_order(reader: Reader) -> list[str]:
    """Return the same, when the page that follows the form is shown."""
    wait(lambda: reader.browser.run(PATH), lambda path: path == "/paste/")
    return get_tokens(reader.origin, reader.run)


@pytest.mark.parametrize(("name", "case"), find_pairs(CASES))
def test_a_form_gets_what_the_table_says(name: str, case: Carrying, make_reader: Open) -> None:
    reader = make_reader(name, case)
    reader.leave()
    reader.browser.run(KEEP, dict(case.device))
    reader.open(case.page, case.suffix)
    if case.way:
        case.way(reader.browser)
    if not case.sends:
        reader.settle()
        assert reader.browser.run(f"return [seen.errors, {case.proof}]") == [[], True]
        # Nobody but the reader of a marked address sees it, and only until the page is there.
        assert "sk=" not in reader.browser.run("return location.href")
        send_form(reader)

    assert wait_for_order(reader) == [case.posted]
    assert reader.browser.run(DEVICE) == [list(case.kept), [], ""]
    reader.leave()
    if case.views is not None:
        assert reader.wait_for(list(case.views), describe_view) == list(case.views)


def open_arrival(name: str, make_reader: Open, **settings: str) -> Reader:
    """Open the page with the links through a marked address."""
    reader = make_reader(name, Case(rule="carried", page="carrying", settings=settings))
    reader.open("carrying", f"#{MARK}")
    return reader


@pytest.mark.parametrize("name", ["chromium", "firefox"])
def test_a_tab_that_a_middle_click_opens_has_the_mark(name: str, make_reader: Open) -> None:
    """WebKit's driver lets go of the left button, whichever it pressed."""
    reader = open_arrival(name, make_reader)
    # To a page without the script, which would remove it from the address bar.
    click("#unscripted", button="middle")(reader.browser)

    # Playwright learns of tabs while it is asked something.
    address = wait(lambda: reader.browser.run(HREF, "#unscripted") and reader.browser.leave_tab())
    assert address == f"{reader.origin}/paste/#{MARK}"


@pytest.mark.parametrize("name", ["chromium", "firefox"])
def test_the_context_menu_offers_a_link_with_the_mark(name: str, make_reader: Open) -> None:
    reader = open_arrival(name, make_reader)
    click("#carried", button="right")(reader.browser)

    assert reader.browser.run(HREF, "#carried") == f"../ordering/#{MARK}"
    reader.browser.press("Escape")


@pytest.mark.parametrize("name", BROWSERS)
def test_a_link_that_a_script_follows_has_no_mark(name: str, make_reader: Open) -> None:
    """The script would show it in the address bar; even after it was in the context menu."""
    reader = open_arrival(name, make_reader)
    reader.browser.run(FOLLOW)
    reader.browser.run(ACT, "#followed")
    assert reader.browser.run(HREF, "#followed") == f"../ordering/#{MARK}"
    for _ in range(2):
        click("#followed b")(reader.browser)

    assert reader.browser.run("return followed") == [reader.address("ordering")] * 2
    assert reader.browser.run(HREF, "#followed") == "../ordering/"
    assert reader.browser.run("return seen.errors") == []


@pytest.mark.parametrize("signal", ["GPC", "DNT"])
def test_a_reader_who_asks_for_privacy_gives_the_letter(
    browser: Browser, sites: Callable[[Mapping[str, object]], str], signal: str
) -> None:
    origin = sites({"CONSENT": "given"})
    with browser.new_context() as context:
        page = context.new_page()
        page.add_init_script(SIGNALS[signal])
        page.goto(f"{origin}/{signal}/carrying/#{MARK}")
        page.click("#carried")
        page.wait_for_url("**/ordering/")
        page.click("#order")
        page.wait_for_url("**/paste/")

        assert get_tokens(origin, signal) == ["w"]
        assert page.evaluate("({...localStorage})") == {}
        assert context.cookies() == []
