"""Runs the table of copies: both flavours of the clipboard, and what is counted."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest

from tests.browser.cases import Copying, Sent, find_pairs
from tests.browser.cases_buttons import BUTTONS, NOTICES
from tests.browser.cases_left_alone import ALONE
from tests.browser.cases_passages import PASSAGES
from tests.browser.cases_places import ARTICLES, MODES, ROOTS, SCRIPTS
from tests.browser.conftest import Open
from tests.browser.markup import tidy
from tests.browser.reader import SETTLED, TOKEN, Clipboard, Reader
from tests.waiting import wait

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CASES = [*PASSAGES, *SCRIPTS, *ROOTS, *ARTICLES, *MODES, *ALONE, *BUTTONS, *NOTICES]
STYLE = re.compile(r' style="[^"]*"')


def copy(reader: Reader, case: Copying) -> Clipboard:
    """Do what a case says; give what is pasted afterwards."""
    if case.before:
        case.before(reader.browser)
    if case.select:
        case.select(reader.browser)
        # A reader's hand needs a moment from the mouse to the keys, too.
        time.sleep(0.02)
        wait(lambda: reader.browser.run(SETTLED))
    case.act(reader.browser)
    if case.ready:
        assert wait(lambda: reader.browser.run(case.ready)), "the page does not say so"
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
    reader.open(case.page)
    clipboard = copy(reader, case)

    acts = reader.wait_for(list(case.events), tell_act)
    if case.text is None or case.html is None:
        reader.open_alone(case.page)
        assert clipboard == copy(reader, case)
    else:
        check_written(clipboard, case, reader, case.text, case.html)
    assert acts == case.events


def check_written(
    clipboard: Clipboard, case: Copying, reader: Reader, text_wanted: str, html_wanted: str
) -> None:
    """Compare what is pasted with both flavours of the table; one token marks it all."""
    article = f"{reader.origin}/{reader.run}/{case.article.format(page=case.page)}"
    copies = [event for event in reader.hear() if event["kind"] == "copy"]
    assert {event["address"] for event in copies} == {article}
    tokens = set(TOKEN.findall("".join(clipboard)))
    assert tokens == ({event["token"] for event in copies} if "{address}" in text_wanted else set())

    text, html = (TOKEN.sub("TOKEN", flavour) for flavour in clipboard)
    names = {"origin": reader.origin, "run": reader.run, "title": case.title}
    # Firefox copies the words of an image, too.
    names["alt"] = "A ferry\n" if reader.name == "firefox" else ""
    names["address"] = f"{article}#sk=TOKEN"
    assert split(text) == split(text_wanted.format(**names))
    if case.is_restyled:
        html = STYLE.sub("", html)
    assert tidy(html) == tidy(html_wanted.format(**names))


def split(text: str) -> tuple[str, str]:
    """Part a passage from its source line, which stands behind an empty line.

    Browsers differ in the white space between blocks, and in what they do with capitals that are
    a style.
    """
    passage, _, line = text.rpartition("\n\n") if "Source: " in text else (text, "", "")
    return " ".join(passage.split()).casefold(), line
