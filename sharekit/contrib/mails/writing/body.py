"""Reads the text of an editor: paragraphs, lists, links on a line of their own, and blocks.

A blank line ends a paragraph, lines that begin with "- " are a list, and a line
`[Label](address)` is a link; the first of them is the button. Other markup has no effect. Places
are filled afterwards, in the parts, so that no fact can become markup.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

import msgspec

_LINK: Final = re.compile(r"\[([^\[\]]+)\]\((\S+)\)")
_BLOCK: Final = re.compile(r"\{([a-z][a-z0-9_]*)(?: +([^{}]+))?\}")
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_ITEM: Final = "- "


class Paragraph(msgspec.Struct, frozen=True):
    """Lines that belong together."""

    lines: tuple[str, ...]


class Items(msgspec.Struct, frozen=True):
    """A list, an item a line."""

    items: tuple[str, ...]


class Link(msgspec.Struct, frozen=True):
    """A line that is a link, written `[label](address)`; one of a letter is the button."""

    label: str
    address: str
    is_button: bool


class Slot(msgspec.Struct, frozen=True):
    """Where a block is shown, written `{name}` or `{name argument}`."""

    name: str
    argument: str


Part = Paragraph | Items | Link | Slot


def clean(text: str) -> str:
    """Return a text with the line breaks of Unix, and without other control characters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub("", lines)


def parse(source: str, *, blocks: Collection[str]) -> list[Part]:
    """Return the parts of a text; `blocks` are the names of those that it may show."""
    return list(_count_buttons(_parse(source, blocks)))


def _count_buttons(parts: Iterator[Part]) -> Iterator[Part]:
    has_button = False
    for part in parts:
        if isinstance(part, Link):
            yield msgspec.structs.replace(part, is_button=not has_button)
            has_button = True
        else:
            yield part


def _parse(source: str, blocks: Collection[str]) -> Iterator[Part]:
    waiting: list[str] = []
    for line in [*clean(source).split("\n"), ""]:
        text = line.strip()
        part = _read_line(text, blocks)
        # A list ends where a paragraph begins, and the other way round.
        turns = bool(waiting) and waiting[0].startswith(_ITEM) != text.startswith(_ITEM)
        if waiting and (part or turns or not text):
            yield _gather(waiting)
            waiting = []
        if part:
            yield part
        elif text:
            waiting.append(text)


def _read_line(text: str, blocks: Collection[str]) -> Part | None:
    if link := _LINK.fullmatch(text):
        return Link(label=link[1].strip(), address=link[2], is_button=False)
    block = _BLOCK.fullmatch(text)
    if block and block[1] in blocks:
        return Slot(name=block[1], argument=(block[2] or "").strip())
    return None


def _gather(lines: list[str]) -> Part:
    if lines[0].startswith(_ITEM):
        return Items(tuple(line.removeprefix(_ITEM).strip() for line in lines))
    return Paragraph(tuple(lines))
