"""Writes the tables of docs/channels.md from the code: `python -m tools.channels_page`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable

import django

from sharekit.channels.address import PLACES
from sharekit.channels.channel import Channel
from sharekit.channels.table import TABLE
from tests.support.paths import DOCS

PAGE = DOCS / "channels.md"
_WHERE = {"both": "everywhere", "phone": "phones", "desktop": "desktops"}


def write() -> str:
    """Return the page with tables from the code; the text between is written by hand."""
    page = PAGE.read_text()
    for name, lines in (("channels", _list_channels()), ("places", _list_places())):
        table = "\n".join(lines).replace("\\", "\\\\")
        page = re.sub(rf"(<!-- {name} -->\n).*?(?=<!-- end -->)", rf"\1{table}\n", page, flags=re.S)
    return page


def _list_channels() -> Iterable[str]:
    yield "| slug | letter | channel | works on | private | address | limits | source, checked |"
    yield "|---|---|---|---|---|---|---|---|"
    for channel in TABLE:
        name = str(channel.name) if channel.button else f"{channel.name} (no button)"
        private = "yes" if channel.private else ""
        cells = [f"`{channel.slug}`", channel.letter, name, _WHERE[channel.works_on], private]
        yield f"| {' | '.join([*cells, *_describe(channel)])} |"


def _describe(channel: Channel) -> Iterable[str]:
    """Return the cells of a channel's addresses, its limits, and its source."""
    addresses = [channel.address, channel.dialog and f"{channel.dialog}"]
    yield "<br>".join(f"`{address}`" for address in addresses if address) or "in the page"
    limits = [
        "Needs an image" if channel.needs_image else "",
        "The mark is likely lost" if channel.loses_mark else "",
        channel.limit,
    ]
    yield ". ".join(limit for limit in limits if limit)
    yield f"[{channel.checked}]({channel.source})" if channel.source else ""


def _list_places() -> Iterable[str]:
    yield "| place | filled with |"
    yield "|---|---|"
    for name, meaning in PLACES.items():
        yield f"| `{{{name}}}` | {meaning} |"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    PAGE.write_text(write())
