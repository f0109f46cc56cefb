"""Reads what a page of the report shows, as an editor would."""

from __future__ import annotations

import re
from html import unescape


def strip(html: str) -> str:
    """Return what is read of a piece of a page."""
    return " ".join(unescape(re.sub("<[^>]*>", " ", html)).split())


def read_cards(page: str) -> dict[str, str]:
    """Return each figure by its name."""
    found = re.findall(
        r"<dt><details><summary>(.*?)</summary>.*?"
        r'<dd class="sharekit-count[^>]*>(.*?)</dd>',
        page,
        re.S,
    )
    return {unescape(name): count for name, count in found}


def read_changes(page: str) -> dict[str, str]:
    """Return how each figure changed, by its name."""
    found = re.findall(
        r"<dt><details><summary>(.*?)</summary>(?:(?!<dt>).)*?"
        r'<dd class="sharekit-change">(.*?)</dd>',
        page,
        re.S,
    )
    return {unescape(name): change for name, change in found}


def read_table(page: str, label: str) -> list[list[str]]:
    """Return the text of each row of a table, its headings first; [] where it is not there."""
    found = re.search(rf'aria-label="{re.escape(label)}" tabindex="0">(.*?)</table>', page, re.S)
    rows = re.findall(r"<tr>(.*?)</tr>", found[1] if found else "", re.S)
    return [[strip(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.S)] for row in rows]
