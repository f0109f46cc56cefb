"""Reads what a page of the report shows, by the names of figures, tables and columns.

The words on the pages are in tests/unit/admin/test_words.py only.
"""

from __future__ import annotations

import re
from html import unescape

UP, DOWN = "\N{BLACK UP-POINTING TRIANGLE}", "\N{BLACK DOWN-POINTING TRIANGLE}"
"""What begins a change, hidden from screen readers."""
FEW = "few"
"""What `read_cards` returns for a ratio of too few shares."""


def strip(html: str) -> str:
    """Return the text of a piece of a page."""
    return " ".join(unescape(re.sub("<[^>]*>", " ", html)).split())


def read_cards(page: str) -> dict[str, str]:
    """Return each figure by its name."""
    found = re.findall(
        r'<div data-figure="(\w+)">.*?<dd class="sharekit-count( sharekit-few)?">'
        r"(.*?)(?: <small>.*?)?</dd>",
        page,
        re.S,
    )
    return {name: FEW if few else count for name, few, count in found}


def read_changes(page: str) -> dict[str, str]:
    """Return how each figure changed, by its name."""
    found = re.findall(
        r'<div data-figure="(\w+)">(?:(?!</div>).)*?<dd class="sharekit-change">(.*?)</dd>',
        page,
        re.S,
    )
    return {name: strip(change) for name, change in found}


def read_sides(page: str) -> dict[str, str]:
    """Return the numbers that the change of each figure compares, by its name."""
    found = re.findall(
        r'<div data-figure="(\w+)">(?:(?!</div>).)*?<dd class="sharekit-sides">(.*?)</dd>',
        page,
        re.S,
    )
    return dict(found)


def read_table(page: str, name: str) -> list[list[str]]:
    """Return the names of a table's columns, then the text of each row; [] without the table."""
    found = re.search(rf'data-table="{re.escape(name)}".*?<tr>(.*?)</tr>(.*?)</table>', page, re.S)
    if not found:
        return []
    rows = re.findall(r"<tr>(.*?)</tr>", found[2], re.S)
    return [
        re.findall(r'data-column="([\w-]+)"', found[1]),
        *([strip(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.S)] for row in rows),
    ]


def read_messages(page: str) -> str:
    """Return the warnings above a page."""
    return " ".join(strip(item) for item in re.findall(r'<li class="warning">(.*?)</li>', page))


def is_counted_up_to(page: str) -> bool:
    """Return whether the page says until when all is counted."""
    return bool(re.search(r'role="status">[^<]*\b\d\d:\d\d\b', page))
