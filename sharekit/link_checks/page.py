"""Parses the parts of a page's HTML that matter for previews and for sharekit."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Final

import msgspec

_NAMED: Final = frozenset({"description", "robots", "referrer"})
_FOREIGN: Final = frozenset({"svg", "math"})


class Page(msgspec.Struct, frozen=True):
    """The parsed parts of a page.

    `tags` holds the first content of each tag by its name: `og:title`, `twitter:card`,
    `description`, `title`, `canonical`. `misnamed` are og: tags in a `name` instead of `property`,
    `bars` the signed keys of bars outside templates and shadow roots, `scripts` the attributes of
    sharekit's script tags, and `policies` the Content Security Policies of meta tags.
    """

    tags: dict[str, str]
    misnamed: tuple[str, ...]
    bars: tuple[str, ...]
    scripts: tuple[dict[str, str], ...]
    policies: tuple[str, ...]


def read(html: str) -> Page:
    """Return the parsed page. Like a browser, it accepts any text and raises nothing."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return Page(
        tags=reader.tags,
        misnamed=tuple(dict.fromkeys(reader.misnamed)),
        bars=tuple(reader.bars),
        scripts=tuple(reader.scripts),
        policies=tuple(reader.policies),
    )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: dict[str, str] = {}
        self.misnamed: list[str] = []
        self.bars: list[str] = []
        self.scripts: list[dict[str, str]] = []
        self.policies: list[str] = []
        self._title: list[str] | None = None
        self._foreign = 0
        self._templates = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in reversed(attrs)}
        self._title = [] if tag == "title" and not self._foreign else None
        if tag == "meta":
            self._read_meta(given)
        elif tag == "link" and "canonical" in given.get("rel", "").lower().split():
            self._keep("canonical", given.get("href", ""))
        elif tag == "script" and "data-events" in given:
            self.scripts.append(given)
        self._foreign += tag in _FOREIGN
        self._templates += tag == "template"
        # What a template holds is not in the document, and the page's script does not look into
        # shadow roots (`<template shadowrootmode>`).
        if given.get("data-sharekit") and not self._templates:
            self.bars.append(given["data-sharekit"])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self._foreign -= tag in _FOREIGN

    def handle_data(self, data: str) -> None:
        if self._title is not None:
            self._title.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "title" and self._title is not None:
            self._keep("title", "".join(self._title))
        self._title = None
        self._foreign -= tag in _FOREIGN and self._foreign > 0
        self._templates -= tag == "template" and self._templates > 0

    def parse_marked_section(self, i: int, report: int = 1) -> int:
        # Where HTMLParser raises, browsers see a malformed comment.
        return self.parse_bogus_comment(i, bool(report))

    def _read_meta(self, given: dict[str, str]) -> None:
        prop, name = given.get("property", "").lower(), given.get("name", "").lower()
        content = given.get("content", "")
        if given.get("http-equiv", "").lower() == "content-security-policy":
            self.policies.append(content)
        elif prop.startswith(("og:", "twitter:")):
            self._keep(prop, content)
        elif name.startswith("twitter:") or name in _NAMED:
            self._keep(name, content)
        elif name.startswith("og:") and content:
            self.misnamed.append(name)

    def _keep(self, name: str, content: str) -> None:
        text = " ".join(content.split())
        if text:
            self.tags.setdefault(name, text)
