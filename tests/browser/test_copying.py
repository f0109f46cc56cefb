"""Runs the table of copies: both flavours of the clipboard, and what is counted."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.cases import Copying, Sent, find_pairs
from tests.browser.cases_left_alone import ALONE, BUTTONS
from tests.browser.cases_passages import PASSAGES
from tests.browser.cases_places import ARTICLES, MODES, ROOTS, SCRIPTS
from tests.browser.conftest import Open
from tests.browser.markup import tidy
from tests.browser.reader import TOKEN, Clipboard, Reader
from tests.browser.waiting import wait

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CASES = [*PASSAGES, *SCRIPTS, *ROOTS, *ARTICLES, *MODES, *ALONE, *BUTTONS]


def copy(reader: Reader, case: Copying) -> Clipboard:
    """Do what a case says; give what is pasted afterwards."""
    reader.open(case.page)
    for gesture in (case.before, case.select, case.act):
        if gesture:
            gesture(reader.browser)
    assert reader.run == "bare" or wait(lambda: reader.browser.run(case.ready))
    assert reader.browser.run("return seen.errors") == []
    return reader.paste()


def tell_act(event: dict[str, Any]) -> Sent | None:
    """Tell a share or a copy as the tables do."""
    if event["kind"] == "view":
        return None
    token = event.get("token", "")
    return Sent(event["channel"], token[:1], event.get("length"), event.get("block"))


@pytest.mark.parametrize(
    ("name", "case"),
    find_pairs(CASES),
    ids=[f"{browser}: {case.rule}" for browser, case in find_pairs(CASES)],
)
def test_a_copy_is_what_the_table_says(name: str, case: Copying, read: Open) -> None:
    reader = read(name, case)
    clipboard = copy(reader, case)

    acts = reader.wait_for(list(case.events), tell_act)
    if case.text is None or case.html is None:
        alone = Reader(reader.browser, reader.origin, "bare")
        expected = copy(alone, case)
        assert clipboard == Clipboard(
            *(part.replace("/bare/", f"/{reader.run}/") for part in expected)
        )
    else:
        check_written(clipboard, case, reader)
    assert acts == case.events


def check_written(clipboard: Clipboard, case: Copying, reader: Reader) -> None:
    """Compare what is pasted with both flavours of the table; one token marks it all."""
    article = f"{reader.origin}/{reader.run}/{case.article.format(page=case.page)}"
    tokens = {event["token"] for event in reader.hear() if event["kind"] == "copy"}
    assert set(TOKEN.findall("".join(clipboard))) == tokens
    assert {event["address"] for event in reader.hear() if event["kind"] == "copy"} == {article}
    names = {
        "origin": reader.origin,
        "run": reader.run,
        "title": case.title,
        "address": f"{article}#sk=TOKEN",
    }
    text, html = (TOKEN.sub("TOKEN", flavour) for flavour in clipboard)
    assert case.text is not None and case.html is not None
    passage, gap, line = text.rpartition("\n\n")
    wanted, _, wanted_line = case.text.format(**names).rpartition("\n\n")
    assert line == wanted_line
    assert " ".join(passage.split()) == " ".join(wanted.split())
    assert bool(gap) == ("\n\n" in case.text)
    assert tidy(html) == tidy(case.html.format(**names))
