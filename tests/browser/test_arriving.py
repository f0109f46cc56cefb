"""Runs the table of arrivals: the page is as without the mark, and the reading is counted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import pytest

from tests.browser.browsers import Browser
from tests.browser.cases import Arriving, Seen, find_pairs
from tests.browser.cases_arriving import ADDRESSES, WAYS
from tests.browser.conftest import Open
from tests.browser.reader import Reader
from tests.browser.waiting import wait

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CASES = [*ADDRESSES, *WAYS]
LOOK = """
return [
  location.href.slice(location.origin.length + location.pathname.length),
  document.querySelector(":target")?.id ?? null,
  Math.round(scrollY),
  history.length,
];
"""


class Place(NamedTuple):
    """Is where a page stands."""

    suffix: str
    target: str | None
    scroll: int
    entries: int


def look(reader: Reader) -> Place:
    """Look where the page stands."""
    return Place(*reader.browser.run(LOOK))


def come(reader: Reader, case: Arriving, suffix: str) -> None:
    """Come to the page as a case says, and do what follows."""
    if case.start:
        reader.open(case.start)
    if case.come:
        case.come(reader.browser)
        reader.settle()
    else:
        reader.open(case.page, suffix)
    if case.then:
        case.then(reader.browser)
        reader.settle()


@contextmanager
def open_tab(browser: Browser) -> Iterator[None]:
    """Open a tab of its own, whose history is the case's alone, while the block lasts."""
    browser.open_tab()
    try:
        yield
    finally:
        browser.close_tab()


def find_place_alone(reader: Reader, case: Arriving) -> Place:
    """Give where a reader stands who comes by the clean address to the page without sharekit."""
    _, sign, directive = case.suffix.partition(":~:")
    anchor = case.clean if "#" in case.clean or not sign else f"{case.clean}#"
    alone = Reader(reader.browser, reader.origin, "bare")
    with open_tab(reader.browser):
        alone.open(case.page, f"{anchor}{sign}{directive}")
        return look(alone)


def tell_view(event: dict[str, Any]) -> Seen | None:
    """Tell a reading of the page in question as the tables do."""
    if event["kind"] != "view" or event["address"].rstrip("/").endswith(("elsewhere", "waiting")):
        return None
    return Seen(event.get("entry", False), event.get("token"), event.get("referrer", ""))


@pytest.mark.parametrize(
    ("name", "case"),
    find_pairs(CASES),
    ids=[f"{browser}: {case.rule}" for browser, case in find_pairs(CASES)],
)
def test_an_arrival_is_what_the_table_says(name: str, case: Arriving, read: Open) -> None:
    reader = read(name, case)
    with open_tab(reader.browser):
        come(reader, case, case.suffix)
        is_direct = not (case.come or case.then)
        place = find_place_alone(reader, case) if is_direct else None
        if place:
            wait(lambda: look(reader), lambda here: here == place)
        here = look(reader)
        proof = f"return {{ ...seen, state: history.state, proof: {case.proof} }}"
        seen = reader.browser.run(proof)
        reader.leave()
        views = reader.wait_for(list(case.views), tell_view)
        acts = [event for event in reader.hear() if event["kind"] != "view"]

    assert here.suffix == case.clean
    assert place is None or here[1:] == place[1:]
    assert (seen["state"], seen["hashchanges"]) == (case.state, case.hashchanges)
    assert seen["errors"] == []
    assert seen["proof"]
    assert views == case.views
    assert [event.get("parent") for event in acts] == case.parents
