"""A passage of any content is copied as the browser copies it, with or without its source line."""

from __future__ import annotations

import re

import pytest

from tests.browsers.tables.cases.case import BROWSERS, Copying
from tests.browsers.tables.conftest import Open
from tests.browsers.tables.pages.generated import generate
from tests.browsers.tables.reading import visits
from tests.browsers.tables.reading.gestures import select
from tests.browsers.tables.reading.reader import Clipboard, Reader

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.thorough]

SOURCE = re.compile(r"\n\nSource: .+, http\S+#sk=t\w{10}")
CASES = {name: Copying(rule=name, page="any", select=select(f"#{name}")) for name in generate()}


def copy_all(reader: Reader) -> dict[str, Clipboard]:
    """Copy every passage of the open page."""
    return {name: visits.copy(reader, case) for name, case in CASES.items()}


@pytest.mark.parametrize("name", BROWSERS)
def test_the_text_of_a_passage_is_the_browser_s_own(name: str, make_reader: Open) -> None:
    reader = make_reader(name, Copying(rule="any passage", page="any"))
    reader.open("any")
    copied = copy_all(reader)
    reader.open_without_script("any")
    own = copy_all(reader)
    reader.leave()

    lost = []
    marked = 0
    for passage, clipboard in copied.items():
        kept = own[passage].text.rstrip()
        is_marked = clipboard.text.startswith(kept) and SOURCE.fullmatch(
            clipboard.text[len(kept) :]
        )
        marked += bool(is_marked)
        if not is_marked and clipboard != own[passage]:
            lost.append((passage, clipboard.text, own[passage].text))
    assert lost == []
    assert marked > len(CASES) / 4
