"""Tests that what a network or a server failed to take is counted once all the same."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from sharekit import tokens
from tests.browsers.sending.newspaper import (
    Newspaper,
    Visit,
    find_kept,
    visit_all,
    wait_until_stored,
)
from tests.browsers.sending.proxy import EVENTS, Fault
from tests.support.waiting import wait

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FAULTS = {
    "offline": None,
    "blocked": None,
    "too many": Fault(status=429, retry_after="60"),
    "broken": Fault(status=500),
    "busy": Fault(status=503, retry_after="60"),
    # What no view of sharekit's said is not final, whatever it says.
    "a login page": Fault(status=302, location="/login/"),
    "a catch-all page": Fault(status=200),
    "a password": Fault(status=401),
    "a firewall": Fault(status=403),
    "a lost address": Fault(status=404),
    "a limit of the server": Fault(status=413),
    "broken after it stored": Fault(status=502, reaches_site=True),
    "the answer is lost": Fault(is_answer_lost=True, reaches_site=True),
}
# A marked share, a marked copy, and a visit by a link that nobody is known to have shared.
NAMED = {"shares": 1, "copies": 1, "marked": 2, "clickbacks": 1, "inferred": 1}
# Two views have no name, that of the swapped page and the last one; neither has a short copy.
REFUSED = NAMED | {"entries": 2, "views": 2, "lookups": 0}
STORED = NAMED | {"entries": 2, "views": 3, "lookups": 1}


def pick(figures: dict[str, Any]) -> dict[str, Any]:
    return {name: figures[name] for name in STORED}


def wait_until_refused(visit: Visit, page: Page) -> None:
    """Return when all has left the page, and what has a name is kept."""
    wait(lambda: (len(find_kept(page)), visit.tried), lambda seen: seen[0] == 3 and seen[1] >= 5)


def test_what_a_fault_held_back_comes_with_the_next_page(
    browser: Browser, newspaper: Newspaper
) -> None:
    with visit_all(browser, newspaper, FAULTS.values()) as visits:
        pages = []
        for name, each in zip(FAULTS, visits, strict=True):
            if name == "blocked":
                each.context.route(f"**{EVENTS}", lambda route: route.abort("blockedbyclient"))
            pages.append(each.open(f"#sk={tokens.mint('w')}"))
            each.context.set_offline(name == "offline")
            each.do_everything(pages[-1])
        for each, page in zip(visits, pages, strict=True):
            wait_until_refused(each, page)
        pages[-1].wait_for_timeout(300)
        kept = [len(find_kept(page)) for page in pages]
        for each, page in zip(visits, pages, strict=True):
            each.proxy.fault = None
            each.context.set_offline(False)
            each.context.unroute(f"**{EVENTS}")
            each.go(page)
        for page in pages:
            wait_until_stored(page)
        figures = newspaper.count(*visits)
        troubles = [each.troubles for each in visits]

    assert kept == [3] * len(FAULTS)
    assert troubles == [[]] * len(FAULTS)
    assert dict(zip(FAULTS, map(pick, figures), strict=True)) == {
        name: STORED if fault and fault.reaches_site else REFUSED for name, fault in FAULTS.items()
    }
