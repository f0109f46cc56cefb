"""Gives the tests of previews a site, a whole page, and pictures of any size."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from PIL import Image
from pytest_django import Settings

from sharekit.buttons.bar import render_bar
from sharekit.buttons.script import render_script
from tests.unit.link_checks import pages_site as site

WHOLE = """<!doctype html><html><head>
<title>The bridge | News</title>
<meta property="og:type" content="article">
<meta property="og:title" content="The bridge">
<meta property="og:description" content="It keeps the town.">
<meta property="og:image" content="https://news.example/media/bridge.png">
<meta property="og:url" content="https://news.example/bridge/">
<meta name="twitter:card" content="summary_large_image">
<link rel="canonical" href="/bridge/">
</head><body>{bar}{script}</body></html>
"""


@pytest.fixture
def pages(settings: Settings, tmp_path: Path) -> Iterator[dict[str, site.Page]]:
    """Return the pages of a site at https://news.example, with one that lacks nothing."""
    settings.ROOT_URLCONF = "tests.unit.link_checks.pages_site"
    settings.MEDIA_URL = "/media/"
    settings.MEDIA_ROOT = tmp_path
    settings.SHAREKIT = {"SITE_URL": "https://news.example"}
    (tmp_path / "bridge.png").write_bytes(draw(1200, 630))
    site.pages.clear()
    site.pages["/bridge/"] = write()
    yield site.pages
    site.pages.clear()


def write(*changes: tuple[str, str], address: str = "/bridge/") -> str:
    """Return the page that lacks nothing, with every change made to it."""
    request: HttpRequest = RequestFactory().get("/")
    html = WHOLE.format(
        bar=render_bar(address, request=request, title="The bridge"),
        script=render_script(request=request),
    )
    for old, new in changes:
        assert old in html
        html = html.replace(old, new)
    return html


def draw(width: int, height: int, *, kind: str = "PNG") -> bytes:
    """Return a picture."""
    file = BytesIO()
    Image.new("1", (width, height)).save(file, kind)
    return file.getvalue()


Draw = Callable[[int, int], None]


@pytest.fixture
def use_picture(tmp_path: Path) -> Draw:
    """Return a function that changes the picture of the page."""

    def use(width: int, height: int) -> None:
        (tmp_path / "bridge.png").write_bytes(draw(width, height))

    return use
