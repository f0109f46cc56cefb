"""Runs the table of arrivals: the page is as without the mark, and the reading is counted."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from tests.browsers.tables.cases.arriving import ADDRESSES, ARRIVALS
from tests.browsers.tables.cases.case import Arriving, Seen, find_pairs
from tests.browsers.tables.conftest import Open
from tests.browsers.tables.reading.reader import Reader
from tests.support.waiting import wait

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CASES = [*ADDRESSES, *ARRIVALS]
LOOK = """
return [
  location.href.slice(location.origin.length + location.pathname.length),
  document.querySelector(":target")?.id ?? null,
  Math.round(scrollY),
];
"""


SEEN = "return { ...seen, state: history.state, entriesNow: history.length,"
MOST_ENTRIES = 30  # browsers keep 50 at most, where no more could be seen


HAS_ANCHOR = """
return Boolean(document.getElementById(unescape(location.hash.slice(1)).split(":~:")[0]));
"""


class Place(NamedTuple):
    """The scroll position of a page."""

    suffix: str
    target: str | None
    scroll: int


def look(reader: Reader) -> Place:
    """Return the scroll position of the page."""
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


def is_same(here: Place, there: Place) -> bool:
    """Return whether two pages have the same scroll position, within a pixel."""
    return here.target == there.target and abs(here.scroll - there.scroll) < 2


@pytest.fixture(scope="module")
def places() -> dict[tuple[str, str], Place]:
    """Remember scroll positions without sharekit, by browser and fragment."""
    return {}


def find_place_without_script(
    reader: Reader, case: Arriving, places: dict[tuple[str, str], Place]
) -> Place:
    """Return the scroll position of the page without sharekit at the clean address."""
    _, sign, directive = case.suffix.partition(":~:")
    anchor = case.clean.partition("#")[2]
    fragment = f"#{anchor}{sign}{directive}" if anchor or sign else ""
    if (reader.name, fragment) not in places:
        reader.open_without_script(case.page, fragment)
        # WebKit looks for the anchor after the page has been loaded.
        has_anchor = reader.browser.run(HAS_ANCHOR)
        places[reader.name, fragment] = wait(
            lambda: look(reader), lambda here: here.target is not None or not has_anchor
        )
        # Firefox takes the same page with another fragment for loaded before it is.
        reader.leave()
    return places[reader.name, fragment]


def describe_parent(event: dict[str, Any]) -> tuple[str | None] | None:
    """Return the parent of a share or copy, None for a view."""
    return None if event["kind"] == "view" else (event.get("parent"),)


def describe_view(event: dict[str, Any]) -> Seen | None:
    """Describe a view of the page in question as the tables do."""
    if event["kind"] != "view" or event["address"].rstrip("/").endswith(("elsewhere", "waiting")):
        return None
    return Seen(event.get("entry", False), event.get("token"), event.get("referrer", ""))


@pytest.mark.parametrize(("name", "case"), find_pairs(CASES))
def test_an_arrival_is_what_the_table_says(
    name: str, case: Arriving, make_reader: Open, places: dict[tuple[str, str], Place]
) -> None:
    reader = make_reader(name, case)
    if reader.browser.run("return history.length") > MOST_ENTRIES:
        reader.browser.renew()
    is_direct = not (case.come or case.then)
    place = find_place_without_script(reader, case, places) if is_direct else None

    come(reader, case, case.suffix)
    here = wait(lambda: look(reader), lambda here: not place or is_same(here, place))
    seen = reader.browser.run(f"{SEEN} proof: {case.proof} }}")
    reader.leave()
    views = reader.wait_for(list(case.views), describe_view)
    # They may be in a request of their own.
    parents = reader.wait_for([(parent,) for parent in case.parents], describe_parent)

    assert here.suffix == case.clean
    assert place is None or is_same(here, place)
    assert (seen["state"], seen["hashchanges"]) == (case.state, case.hashchanges)
    assert not is_direct or seen["entriesNow"] == seen["entries"]
    assert seen["errors"] == []
    assert seen["proof"]
    assert views == case.views
    assert [parent for (parent,) in parents] == case.parents
