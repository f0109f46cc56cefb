"""Comments that want the token of other readers, or to replace it in a form of the site."""

from __future__ import annotations

import pytest

from tests.browsers.tables.cases.arriving import MARK, TOKEN
from tests.browsers.tables.cases.case import BROWSERS, Case
from tests.browsers.tables.conftest import Open
from tests.browsers.tables.pages.hostile import POLICIES
from tests.browsers.tables.reading.gestures import click
from tests.browsers.tables.reading.reader import Reader
from tests.browsers.tables.test_carrying import wait_for_order
from tests.browsers.tables.test_hostile import IS_READY, NOTHING_RAN, RAN
from tests.support.waiting import wait

pytestmark = [pytest.mark.browser, pytest.mark.slow]

VALUES = """
return [...document.querySelectorAll("#comment input")].map(({ value }) => value);
"""
LINKS = "return [...document.querySelectorAll('#comment a')].map((link) => link.outerHTML)"
PRESS = """
// At the end of all that happens, so that the page stays.
const stay = (event) => event.preventDefault();
for (const thing of document.querySelectorAll("#comment a, #box, #box input")) {
  for (const type of ["contextmenu", "auxclick", "click"]) {
    const act = new MouseEvent(type, { bubbles: true, cancelable: true });
    // From the document, as carry.js, and after it.
    document.addEventListener(type, () => addEventListener(type, stay, { once: true }), {
      capture: true, once: true,
    });
    thing.dispatchEvent(act);
  }
}
"""


@pytest.fixture(params=BROWSERS)
def reader(request: pytest.FixtureRequest, make_reader: Open) -> Reader:
    return make_reader(request.param, Case(rule="hostile", page="hostile"))


def open_page(reader: Reader, comment: str, *, policy: str = "none") -> None:
    """Open a page with a form and a comment, through a mark."""
    reader.browser.open(f"{reader.address(f'hostile/{policy}/{comment}')}#{MARK}")
    wait(lambda: reader.browser.run(IS_READY))


def send_form(reader: Reader) -> str:
    """Send the site's form; return the token that the server then has got."""
    click("#order")(reader.browser)
    return wait_for_order(reader)[-1]


def test_a_comment_gets_no_token_and_replaces_none(reader: Reader) -> None:
    for policy in POLICIES:
        open_page(reader, "carry", policy=policy)
        before = reader.browser.run(LINKS)
        reader.browser.run(PRESS)

        assert reader.browser.run(VALUES) == ["", "", "wForged1111", *[""] * 4]
        assert reader.browser.run(LINKS) == before
        assert reader.browser.run(RAN) == NOTHING_RAN
        assert send_form(reader) == TOKEN


def test_names_in_a_comment_take_no_token_and_throw_nothing(reader: Reader) -> None:
    for comment, posted in (
        ("carry-script", TOKEN),
        ("carry-sharekit", TOKEN),
        ("carry-fields", TOKEN),
        # What hides a function of the document ends the script.
        ("carry-names", ""),
    ):
        open_page(reader, comment)
        assert reader.browser.run(RAN) == NOTHING_RAN, comment
        assert send_form(reader) == posted, comment


def test_a_base_of_another_host_gets_no_mark(reader: Reader) -> None:
    open_page(reader, "carry-base")
    before = reader.browser.run(LINKS)
    reader.browser.run(PRESS)

    assert reader.browser.run(LINKS) == before
    assert reader.browser.run(RAN) == NOTHING_RAN
