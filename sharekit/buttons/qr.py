"""QR codes as SVG, drawn by the server with segno (the extra `qr`)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from html import escape
from importlib.util import find_spec
from itertools import groupby
from typing import Final
from urllib.parse import quote, urlencode

from django.urls import NoReverseMatch, reverse

from sharekit import tokens
from sharekit.channels.find import get_all
from sharekit.keys import ArticleKey

CHANNEL: Final = "qr"
INSTALL: Final = "pip install 'django-sharekit[qr]'"
"""The command that installs what draws QR codes."""
_LONGEST: Final = 400
"""Characters of a link that is drawn with its query; 1,000 would take 60 ms of the CPU."""
_QUIET: Final = 4
"""Light modules around the code, as required by ISO/IEC 18004."""
_SIZE: Final = 10
"""Pixels of a module, used if the size of the picture is not set."""


@cache
def is_installed() -> bool:
    """Return whether QR codes can be drawn.

    Cached, because until the first code is drawn, the check reads the disk, for 250 us per bar.
    """
    return find_spec("segno") is not None


def get_view_address() -> str:
    """Return the address of the view that draws articles, "" if QR codes cannot be drawn."""
    try:
        return reverse("sharekit:qr") if is_installed() else ""
    except NoReverseMatch:
        return ""


def get_article_address(signed: str) -> str:
    """Return the address that draws a key's article; "" if QR codes cannot be drawn."""
    view = get_view_address()
    return view and f"{view}?{urlencode({'article': signed}, quote_via=quote)}"


def draw_article(key: ArticleKey, *, link: str = "", letter_only: bool = False) -> str:
    """Return the QR code of an article's address, marked with the letter of the channel qr.

    `link` is the link that a button made. A token of that channel becomes the mark. The query and
    the anchor are kept if the link leads to the article and has at most 400 characters.
    """
    letter = get_all()[CHANNEL].letter
    page, mark = tokens.strip(link)
    token = mark or ""
    is_token = not letter_only and tokens.is_token(token) and token.startswith(letter)
    is_same = _get_page(page) == _get_page(key.address)
    # Browsers send ASCII; of other characters a code may hold fewer.
    is_drawn = is_same and page.isascii() and len(page) <= _LONGEST
    return draw(
        tokens.mark(page if is_drawn else key.address, token if is_token else letter),
        title=key.title,
    )


def _get_page(address: str) -> str:
    """Return an address without query and fragment."""
    return address.partition("#")[0].partition("?")[0]


@lru_cache(maxsize=256)
def draw(address: str, *, title: str) -> str:
    """Return a picture that phones read as the address: SVG, dark on white in any theme.

    15 % of it may be dirty or torn (level M). The title is exposed to screen readers.
    """
    # Imported only when needed.
    import segno

    rows = segno.make(address, error="m", micro=False, boost_error=False).matrix
    side = len(rows) + 2 * _QUIET
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" role="img"'
        f' width="{side * _SIZE}" height="{side * _SIZE}" viewBox="0 0 {side} {side}"'
        f' shape-rendering="crispEdges"><title>{_clean(title)}</title>'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/>'
        f'<path d="{"".join(_trace(rows))}"/></svg>'
    )


def _trace(rows: tuple[bytearray, ...]) -> Iterator[str]:
    """Yield a rectangle for each run of dark modules."""
    for y, row in enumerate(rows, _QUIET):
        x = _QUIET
        for is_dark, run in groupby(row):
            width = len(list(run))
            if is_dark:
                yield f"M{x} {y}h{width}v1h-{width}z"
            x += width


def _clean(title: str) -> str:
    """Return a title without characters that XML forbids."""
    return escape("".join(char for char in title if char.isprintable()))
