"""The texts of an article besides its title: summary, hashtags, image."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from django.http import HttpRequest

from sharekit.articles import address
from sharekit.articles.text import (
    clean,
    keep_word,
    parse_text,
    shorten,
    weigh_encoded,
    weigh_post,
)
from sharekit.exceptions import UnknownSite
from sharekit.keys import ArticleKey

SUMMARY_LENGTH: Final = 300
"""The most characters of a summary."""

_TAGS_ROOM: Final = 100
_POST_ROOM: Final = 280 - 24
"""The characters that X leaves next to a link, which counts 23, and a space.

Bluesky leaves as many of 300 graphemes for a host of up to 27, because it shows 16 more.
"""
_LONGEST_HOST: Final = 27
_APP_ROOM: Final = 2000 - 120
"""The characters of an address that Windows opens in another program, without its own and a mark.

Chromium opens none of more than 2,048 there; the rest is for an anchor of the page.
"""


class Wording(NamedTuple):
    """Cleaned texts, "" if not given; `hashtags` are separated by commas."""

    summary: str = ""
    hashtags: str = ""
    image: str = ""

    @property
    def given(self) -> frozenset[str]:
        """The places of an address that have a value."""
        names = {name for name, text in self._asdict().items() if text}
        return frozenset(names | {"tags"} if self.hashtags else names)

    def get_values(self, key: ArticleKey) -> dict[str, str]:
        """Return the values of these places, and the texts that are cut for some channels."""
        tags = " ".join(f"#{tag}" for tag in self.hashtags.split(",") if tag)
        host = urlsplit(key.address).netloc
        room = _POST_ROOM - max(len(host) - _LONGEST_HOST, 0)
        room -= weigh_post(tags) + 1 if tags else 0
        short = shorten(key.title, room, weigh=weigh_post)
        return {**self._asdict(), "tags": tags, "short": short, **self._cut_for_apps(key, tags)}

    def _cut_for_apps(self, key: ArticleKey, tags: str) -> dict[str, str]:
        """Return the texts in the address of an app: the title twice, and what fits beside it."""
        room = _APP_ROOM - weigh_encoded(key.address)
        title = shorten(key.title, room // 2, weigh=weigh_encoded)
        room -= 2 * weigh_encoded(title)
        summary = shorten(self.summary, room, weigh=weigh_encoded)
        has_room = weigh_encoded(summary) + weigh_encoded(tags) <= room
        return {
            "app_title": title,
            "app_summary": summary,
            "app_hashtags": self.hashtags if has_room else "",
            "app_tags": tags if has_room else "",
        }


NOTHING: Final = Wording()


def parse_wording(
    summary: Any, hashtags: str | Iterable[str] | None, image: Any, *, request: HttpRequest | None
) -> Wording:
    """Return the usable parts: texts without control characters, an image with an address."""
    picture = ""
    # Without a site, only the path of an image has no address.
    with suppress(UnknownSite):
        picture = address.complete(parse_text(image), request=request) if image else ""
    return Wording(
        summary=clean(summary, SUMMARY_LENGTH),
        hashtags=",".join(_parse_tags(hashtags or ())),
        image=picture,
    )


def _parse_tags(hashtags: str | Iterable[str]) -> list[str]:
    """Return letters and digits of each tag, for as many tags as leave room for a title."""
    if isinstance(hashtags, str):
        hashtags = parse_text(hashtags).replace(",", " ").split()
    tags: list[str] = []
    for tag in (keep_word(parse_text(each)) for each in hashtags):
        if tag and weigh_post(" #".join(["", *tags, tag])) <= _TAGS_ROOM:
            tags.append(tag)
    return tags
