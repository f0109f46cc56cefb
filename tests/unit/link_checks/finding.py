"""Checks pages that a test writes, and returns the findings."""

from __future__ import annotations

from sharekit.link_checks.apps import APPS
from sharekit.link_checks.check import check_page
from sharekit.link_checks.judge import Finding
from sharekit.link_checks.weigh import Row
from tests.unit.link_checks.conftest import write
from tests.unit.link_checks.pages_site import Page

Pages = dict[str, Page]
IMAGE = '<meta property="og:image" content="https://news.example/media/bridge.png">'
PICTURE = "https://news.example/media/bridge.png"
EVERY = tuple(app.name for app in APPS if app.title)


def find(pages: Pages, *changes: tuple[str, str], path: str = "/bridge/") -> list[Finding]:
    """Return the findings in the changed page, without the hint that every page gets."""
    pages["/bridge/"] = write(*changes)
    return [
        finding
        for finding in check_page(path).findings
        if not finding.sentence.startswith("These apps keep the canonical address, which")
    ]


def row(name: str) -> Row:
    return next(row for row in check_page("/bridge/").apps if row.app == name)
