"""Tests every byte that is kept on the device and every byte that is sent, in every mode.

What the site chose, what its reader said, and what the reader's browser says:

| PRIVACY | CONSENT, then `sharekit.consent()` | links carry | kept until it is stored | kept |
|---|---|---|---|---|
| links | never | a token | nothing | nothing |
| links | ask | a token | nothing | nothing |
| links | ask, true | a token | share, marked copy, marked arrival | own tokens |
| links | ask, true, false | a token | nothing | nothing |
| links | given | a token | share, marked copy, marked arrival | own tokens |
| channel | any | the letter | nothing | nothing |
| any, with GPC or DNT | any | the letter | nothing | nothing |
| any, opted out | any | the letter, nothing is reported | `sharekit-off` | `sharekit-off` |
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import product

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsers.sending.newspaper import Newspaper, Visit, visit, wait_for_events
from tests.browsers.sending.proxy import Fault
from tests.browsers.sending.trial import (
    SAID,
    SIGNALS,
    WIDEST,
    Mode,
    Trial,
    check_kept,
    check_left,
    check_sent,
)
from tests.support.waiting import wait
from tests.systems.flow.demo_reader import find_button, find_link

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HELD_TIMERS = """
    const start = setTimeout;
    window.held = [];
    window.setTimeout = (act, ...rest) => window.isHolding ? held.push(act) : start(act, ...rest);
"""

Readers = dict[tuple[str, bool], tuple[Visit, Page]]


def choose(reading: Visit, page: Page) -> None:
    """Use the page's button "Do not count this browser"."""
    reading.go(page, "?choice")
    page.wait_for_selector("[data-sharekit-opt-out][aria-pressed]")
    page.click("[data-sharekit-opt-out]")


@pytest.fixture(scope="module")
def readers(browser: Browser, newspaper: Newspaper) -> Iterator[Readers]:
    """Return a profile and a page for each signal, one who has opted out and one who has not."""
    with ExitStack() as stack:
        readers = {}
        # Those who opted out come first: nothing of theirs has come when all of the others has.
        for is_out, signal in product((True, False), SIGNALS):
            reading = stack.enter_context(visit(browser, newspaper))
            page = reading.context.new_page()
            page.add_init_script(SIGNALS[signal])
            if is_out:
                choose(reading, page)
            readers[signal, is_out] = reading, page
        yield readers


@pytest.mark.parametrize(
    ("privacy", "consent", "most"),
    [
        *(("links", consent, 1) for consent in SAID),
        *(("channel", consent, 1) for consent in WIDEST),
        *(
            pytest.param(privacy, consent, 4, marks=pytest.mark.thorough)
            for privacy, consent in product(("links", "channel"), SAID)
        ),
    ],
)
def test_what_is_kept_and_sent(readers: Readers, privacy: str, consent: str, most: int) -> None:
    """What each restriction forbids by itself, no second one allows: `make test-all` tries both."""
    trials = [
        Trial(mode, reading, page)
        for (signal, is_out), (reading, page) in readers.items()
        if (mode := Mode(privacy, consent, signal, is_out)).restrictions <= most
    ]
    for trial in trials:
        trial.begin()
        trial.act()
    for trial in trials:
        trial.wait_until_sent()
        check_kept(trial, trial.look())
        trial.withdraw()
    for trial in trials:
        trial.reading.proxy.lift()
    for trial in trials:
        trial.wait_until_answered()
    trials[-1].page.wait_for_timeout(300)
    for trial in trials:
        check_left(trial, trial.look())
        check_sent(trial)
        assert trial.reading.troubles == []
        trial.end()


def test_who_opts_out_leaves_nothing_behind_and_may_come_back(
    browser: Browser, newspaper: Newspaper
) -> None:
    with visit(browser, newspaper, Fault(status=500)) as reading:
        page = reading.open()
        reading.do_everything(page)
        wait_for_events(reading, 5)
        assert len(page.evaluate("Object.keys(localStorage)")) > 2

        choose(reading, page)
        reading.proxy.lift()
        reading.go(page)
        page.wait_for_timeout(1000)
        reading.proxy.forget()
        reading.do_everything(page)
        page.wait_for_timeout(1200)
        assert reading.proxy.find_events() == []
        assert page.evaluate("Object.keys(localStorage)") == ["sharekit-off"]

        choose(reading, page)
        assert page.evaluate("({...localStorage})") == {}
        reading.go(page)
        wait_for_events(reading, 1, kind="view", entry=True)
        assert reading.troubles == []


def test_an_opt_out_reaches_the_reader_s_open_pages(browser: Browser, newspaper: Newspaper) -> None:
    with visit(browser, newspaper) as reading:
        reading.proxy.settings = {"CONSENT": "given"}
        page = reading.context.new_page()
        page.add_init_script(HELD_TIMERS)
        reading.go(page, "?choice")
        wait_for_events(reading, 1)
        button = page.locator("[data-sharekit-opt-out]")
        expect(button).to_have_attribute("aria-pressed", "false")

        # This share still waits when the reader opts out in another tab.
        page.evaluate("isHolding = true")
        find_button(page, "email").click()
        wait(lambda: page.evaluate("held.length"))
        choose(reading, reading.context.new_page())
        expect(button).to_have_attribute("aria-pressed", "true")
        # On a slow machine the other tab has sent its view, and what is kept, before the press.
        sent = len(reading.proxy.find_events())
        page.evaluate("isHolding = false; held.forEach((act) => act())")
        reading.do_everything(page)
        page.wait_for_timeout(1200)

        assert find_link(page, "email").endswith("#sk=e")
        assert page.evaluate("Object.keys(localStorage)") == ["sharekit-off"]
        assert len(reading.proxy.find_events()) == sent
        assert reading.troubles == []


def test_what_waits_at_an_opt_out_is_not_sent_after_an_opt_in(
    browser: Browser, newspaper: Newspaper
) -> None:
    with visit(browser, newspaper, Fault(status=503, retry_after="1")) as reading:
        page = reading.context.new_page()
        reading.go(page, "?choice")
        find_button(page, "email").click()
        wait_for_events(reading, 2)
        page.evaluate("sharekit.pageview()")
        button = page.locator("[data-sharekit-opt-out]")
        for is_out in ("true", "false"):
            button.click()
            expect(button).to_have_attribute("aria-pressed", is_out)
        reading.proxy.lift()
        reading.proxy.forget()
        find_button(page, "whatsapp").click(button="middle")
        # The share by email would be tried again after a second.
        page.wait_for_timeout(3000)

        assert [event["channel"] for event in reading.proxy.find_events()] == ["whatsapp"]


def test_who_asks_for_privacy_later_loses_what_was_kept(
    browser: Browser, newspaper: Newspaper
) -> None:
    with visit(browser, newspaper, Fault(status=500)) as reading:
        page = reading.open()
        reading.do_everything(page)
        wait_for_events(reading, 5)

        page.add_init_script(SIGNALS["GPC"])
        reading.go(page)
        page.wait_for_timeout(1200)
        wait(lambda: page.evaluate("Object.keys(localStorage)"), lambda kept: kept == [])
