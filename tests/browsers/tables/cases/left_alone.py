"""The table of copies that are left alone: code, fields, editors, the page's own."""

from __future__ import annotations

from typing import Final

from tests.browsers.tables.cases.case import Copying, append, ignore
from tests.browsers.tables.cases.passages import FERRY
from tests.browsers.tables.reading.gestures import between, click, cut, each, focus, script, select

PAGE: Final = "forms"
TYPED: Final = (
    "This whole site is set in a font of fixed width, as those of people who write programs are,"
    " and its words are words."
)
POEM: Final = (
    "A poem keeps its spaces, so that its lines begin where its poet had put them on the page."
)

LEFT_ALONE: Final[list[Copying]] = [
    ignore("code", select("#code"), page=PAGE),
    ignore("a part of code", between("#code", "#code", start=4, end=90), page=PAGE),
    ignore("preformatted text", select("#pre"), page=PAGE),
    ignore("code by triple click", click("#code", times=3), page=PAGE, engines_differ=True),
    ignore("code in a table of lines", select("#gist"), page=PAGE, engines_differ=True),
    ignore(
        "a part of code in a table of lines",
        between("#gist tr:nth-child(2) .blob-code", "#gist tr:nth-child(3) .blob-code", start=4),
        page=PAGE,
    ),
    ignore("code beside its line numbers", select("#numbered"), page=PAGE),
    ignore("code in lines without an element for code", select("#enlighter"), page=PAGE),
    append("prose in a font of code", select("#typed"), TYPED, block="typed", page=PAGE),
    append("a poem", select("#poem"), POEM, block="poem", page=PAGE),
    ignore("code in a line", select("#inline"), page=PAGE),
    ignore("keys", select("#kbd"), page=PAGE),
    ignore("what a program says", select("#samp"), page=PAGE),
    ignore("a field", focus("#input"), page=PAGE),
    ignore("a field of several lines", focus("#textarea"), page=PAGE),
    ignore(
        "a part of a field",
        each(focus("#textarea"), script("document.activeElement.setSelectionRange(4, 80)")),
        page=PAGE,
        engines_differ=True,
    ),
    ignore("editable content", each(focus("#editable"), select("#editable")), page=PAGE),
    ignore(
        "a part of editable content",
        each(focus("#editable"), between("#editable", "#editable", start=4, end=50)),
        page=PAGE,
    ),
    ignore("cut out of a field", focus("#textarea"), page=PAGE, act=cut, is_apart=True),
    ignore(
        "cut out of editable content",
        each(focus("#editable"), select("#editable")),
        page=PAGE,
        act=cut,
        engines_differ=True,
        is_apart=True,
    ),
    ignore("a copy that the page makes itself", select("#handled"), page=PAGE),
    ignore(
        "nothing selected", script("getSelection().removeAllRanges()"), page=PAGE, is_apart=True
    ),
    ignore("a button that copies by a field", None, page=PAGE, act=click("#copy-code")),
    ignore(
        "a button that copies by a field, with a passage selected",
        select("#long"),
        page=PAGE,
        act=click("#copy-code"),
        engines_differ=True,
    ),
    ignore(
        "a button that copies by the clipboard's interface",
        None,
        page=PAGE,
        act=click("#copy-api"),
        ready="return seen.written",
        engines_differ=True,
    ),
    ignore("a button that copies a passage", None, page=PAGE, act=click("#copy-passage")),
    append(
        "a passage while a field has the focus",
        each(focus("#input"), select("#long")),
        FERRY,
        block="long",
        page=PAGE,
        cannot={"firefox": "it names the field as the copy's target: see the next row"},
        engines_differ=True,
    ),
    ignore(
        "a passage while a field has the focus, which is the copy's target",
        each(focus("#input"), select("#long")),
        page=PAGE,
        cannot=dict.fromkeys(
            ("chromium", "webkit"), "it names the passage as the target: see the row before"
        ),
        engines_differ=True,
    ),
]
