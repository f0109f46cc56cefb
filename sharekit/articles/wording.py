"""The texts of an article besides its title: summary, hashtags, image."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from django.http import HttpRequest

from sharekit.articles import address
from sharekit.articles.text import clean, keep_word, shorten, weigh
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
        """Return the values of these places, and of the short title."""
        tags = " ".join(f"#{tag}" for tag in self.hashtags.split(",") if tag)
        host = urlsplit(key.address).netloc
        room = _POST_ROOM - max(len(host) - _LONGEST_HOST, 0) - (weigh(tags) + 1 if tags else 0)
        short = shorten(key.title, room)
        return {**self._asdict(), "tags": tags, "short": short}


NOTHING: Final = Wording()


def parse_wording(
    summary: Any, hashtags: str | Iterable[str] | None, image: Any, *, request: HttpRequest | None
) -> Wording:
    """Return the usable parts: texts without control characters, an image with an address."""
    picture = ""
    # Without a site, only the path of an image has no address.
    with suppress(UnknownSite):
        picture = address.complete(str(image), request=request) if image else ""
    return Wording(
        summary=clean(summary, SUMMARY_LENGTH),
        hashtags=",".join(_parse_tags(hashtags or ())),
        image=picture,
    )


def _parse_tags(hashtags: str | Iterable[str]) -> list[str]:
    """Return letters and digits of each tag, for as many tags as leave room for a title."""
    given = hashtags.replace(",", " ").split() if isinstance(hashtags, str) else hashtags
    tags: list[str] = []
    for tag in (keep_word(str(each)) for each in given):
        if tag and weigh(" #".join(["", *tags, tag])) <= _TAGS_ROOM:
            tags.append(tag)
    return tags
