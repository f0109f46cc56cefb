"""Copies inside editors: the same bytes with and without us, in both flavours, in every browser."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import pytest

from tests.browsers.site_js.bundle import bundle
from tests.browsers.tables.engines import Browser
from tests.browsers.tables.reading.gestures import (
    Gesture,
    between,
    click,
    copy,
    each,
    press,
    select,
)
from tests.browsers.tables.reading.reader import Clipboard, Reader

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WORDS: Final = "by noon nobody on board could see land"
LINE: Final = "#codemirror .cm-line"
WIDGET: Final = "#contenteditable [contenteditable=false]"
ALL: Final = press("a", control=True)
# What is chosen in an editor, and what its clipboard must hold to be worth comparing.
CASES: Final[dict[str, tuple[Gesture, str]]] = {
    "CodeMirror, everything": (each(click("#codemirror .cm-line"), ALL), "const harbour"),
    "CodeMirror, a part of a line": (
        each(click(LINE), between(LINE, LINE, start=4, end=90)),
        "on board",
    ),
    "CodeMirror, the cursor's line": (click("#codemirror .cm-line:nth-child(2)"), WORDS),
    "ProseMirror, everything": (each(click("#prosemirror p"), ALL), "data-pm-slice"),
    "ProseMirror, a paragraph": (
        each(click("#prosemirror p"), select("#prosemirror p")),
        "data-pm-slice",
    ),
    "ProseMirror, a part of one": (
        each(
            click("#prosemirror p"),
            between("#prosemirror p", "#prosemirror strong", start=4, end=90),
        ),
        "data-pm-slice",
    ),
    "contenteditable, everything": (each(click("#contenteditable p"), ALL), "The end."),
    "contenteditable, a paragraph": (
        each(click("#contenteditable p"), select("#contenteditable p")),
        WORDS,
    ),
    "contenteditable, a widget in it": (
        each(click(WIDGET), select(WIDGET)),
        "A widget in it",
    ),
}


@pytest.fixture(scope="module")
def editors(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the script that puts real editors into a page's article."""
    folder: Path = tmp_path_factory.mktemp("editors")
    bundle("editors.js", folder=folder)
    return (folder / "editors.js").read_text()


def read_clipboards(reader: Reader, editors: str) -> dict[str, Clipboard]:
    """Put the editors into the page; copy what each case chooses, and paste it."""
    reader.browser.run(editors)
    clipboards = {}
    for case, (choose, _) in CASES.items():
        choose(reader.browser)
        # Editors read a selection a little after it is made, as they do before a human's next key.
        reader.browser.run("return new Promise((done) => setTimeout(done, 100))")
        copy(reader.browser)
        clipboards[case] = reader.paste()
    return clipboards


@pytest.mark.parametrize("name", ["chromium", "firefox", "webkit"])
def test_copying_in_an_editor_is_the_same_with_and_without_us(
    name: str,
    browsers: Callable[[str], Browser],
    sites: Callable[[Mapping[str, object]], str],
    editors: str,
) -> None:
    reader = Reader(name, browsers(name), origin=sites({}), run=f"editors-{name}")

    reader.open("prose")
    with_us = read_clipboards(reader, editors)
    reader.open_without_script("prose")
    without_us = read_clipboards(reader, editors)
    reader.leave()

    assert with_us == without_us
    assert len(set(with_us.values())) == len(CASES)  # none is what the one before had left
    for case, (_, held) in CASES.items():
        assert held in with_us[case].text + with_us[case].html, case
    assert [event["kind"] for event in reader.get_events()] == ["view"]
