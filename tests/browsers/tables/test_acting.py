"""Runs the table of acts on buttons: each marks its link, and each share is counted."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from tests.browsers.tables.cases.acting import ACTS
from tests.browsers.tables.cases.case import Acting, find_pairs
from tests.browsers.tables.conftest import Open
from tests.browsers.tables.reading.reader import TOKEN
from tests.browsers.tables.test_copying import describe_act

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CASES = ACTS


@pytest.mark.parametrize(("name", "case"), find_pairs(CASES))
def test_an_act_is_what_the_table_says(name: str, case: Acting, make_reader: Open) -> None:
    reader = make_reader(name, case)
    reader.open(case.page)
    case.act(reader.browser)
    find = "return document.querySelector(arguments[0]).getAttribute('href')"
    link = unquote(reader.browser.run(find, f"[data-sharekit-channel={case.channel}]"))
    assert reader.browser.run("return seen.errors") == []
    reader.leave()
    acts = reader.wait_for(list(case.events), describe_act)

    [token] = TOKEN.findall(link)
    assert token[0] == case.letter
    assert link.endswith(f"{reader.address(case.page)}#sk={token}")
    assert acts == case.events
    shared = [event["token"] for event in reader.get_events() if event["kind"] == "share"]
    assert not shared or shared[-1] == token
    assert len(set(shared)) == len(shared)
