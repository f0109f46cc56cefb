"""Writes HTML in one way, so that two pieces that mean the same are the same text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

BLOCKS = frozenset(
    [
        *("blockquote", "figcaption", "figure", "h1", "h2", "h3", "li", "ol", "p", "pre", "ul"),
        *("table", "tbody", "td", "th", "thead", "tr"),
    ]
)
VOID = frozenset(("br", "img", "meta"))
SHELLS = frozenset(("article", "body", "div", "head", "html", "section", "span"))
"""Elements that say nothing as long as they have no attribute."""
BREAK = "\0"
"""A marker for the end of a line, whatever white space surrounds it."""


@dataclass
class Node:
    """An element and its children."""

    tag: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Node()]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "meta":  # Chromium's own, about the encoding
            return
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop().tag == tag, f"</{tag}> closes nothing"

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def tidy(html: str) -> str:
    """Write HTML without shells, comments and white space that shows nothing.

    Content at the top without a block gets the paragraph that every editor gives it.
    """
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return _space(_write_top(builder.open[0]))


def _write_top(top: Node) -> str:
    line: list[str] = []
    lines: list[str] = []

    def end_line() -> None:
        if "".join(line).strip():
            lines.append(f"{BREAK}<p>{BREAK}{''.join(line)}{BREAK}</p>{BREAK}")
        line.clear()

    for child in _flatten(top):
        if isinstance(child, Node) and child.tag in BLOCKS:
            end_line()
            lines.append(_write(child))
        else:
            line.append(_write(child))
    end_line()
    return "".join(lines)


def _flatten(node: Node) -> list[Node | str]:
    """Return a node's children, those of shells in the place of the shell."""
    children: list[Node | str] = []
    for child in node.children:
        if isinstance(child, Node) and child.tag in SHELLS and not child.attributes:
            children += _flatten(child)
        else:
            children.append(child)
    return children


def _write(node: Node | str) -> str:
    if isinstance(node, str):
        return escape(node, quote=False)
    attributes = "".join(
        f' {name}="{escape(value)}"' for name, value in sorted(node.attributes.items())
    )
    inner = "".join(_write(child) for child in _flatten(node))
    if node.tag in VOID:
        return f"<{node.tag}{attributes}>"
    if node.tag in BLOCKS:
        return f"{BREAK}<{node.tag}{attributes}>{BREAK}{inner}{BREAK}</{node.tag}>{BREAK}"
    return f"<{node.tag}{attributes}>{inner}</{node.tag}>"


def _space(written: str) -> str:
    """Make one space of many, and none beside a break."""
    return re.sub(rf"\s*(?:{BREAK}\s*)+", "", re.sub(r"[\s\xa0]+", " ", written)).strip()
