"""The table of copied constructs: what a passage may contain besides words."""

from __future__ import annotations

import re
from typing import Final

from tests.browsers.tables.cases.case import BROWSERS, Copying, append, count
from tests.browsers.tables.pages.constructs import CAPITALS, LEFT_ALONE, SOME, WORDS, WRITTEN
from tests.browsers.tables.reading.gestures import select

PAGE: Final = "constructs"
STYLE: Final = re.compile(r' style="[^"]*"')
EACH: Final = frozenset(
    ("nbsp", "image-in-a-line", "figures", "list", "without-a-box", "capitals", "component", "ruby")
)
"""Those that `make test` copies in every browser."""
WITHOUT: Final = "its own copy lacks words of the passage, or has others: it is left alone there"


def _append(name: str, html: str, *, only: tuple[str, ...] = BROWSERS) -> Copying:
    written = STYLE.sub("", html).replace('"/static/', '"{origin}/static/')
    return append(
        name.replace("-", " "),
        select(f"#{name}"),
        f"<p>{WORDS}</p>{written}",
        block=name,
        page=PAGE,
        engines_differ=name in EACH,
        cannot={browser: WITHOUT for browser in BROWSERS if browser not in only},
    )


def _count(name: str, *, only: tuple[str, ...] = BROWSERS) -> Copying:
    return count(
        f"{name.replace('-', ' ')}, left alone",
        select(f"#{name}"),
        "long",
        block=name,
        page=PAGE,
        engines_differ=name in EACH,
        cannot={
            browser: "it gets its source line there" for browser in BROWSERS if browser not in only
        },
    )


FIREFOX: Final = ("firefox",)
OTHERS: Final = ("chromium", "webkit")
APPENDED: Final = {"ruby": OTHERS, "quotation-marks": OTHERS, "capitals-of-other-length": FIREFOX}
"""The browsers in which one of SOME gets its source line."""

CONSTRUCTS: Final[list[Copying]] = [
    *(_append(name, html) for name, html in (WRITTEN | CAPITALS).items()),
    *(_count(name) for name in LEFT_ALONE),
    *(_append(name, html, only=APPENDED[name]) for name, html in SOME.items()),
    *(_count(name, only=FIREFOX if APPENDED[name] == OTHERS else OTHERS) for name in SOME),
]
