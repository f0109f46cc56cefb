"""What a template says of an article beside its title: summary, hashtags, image."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from django.http import HttpRequest

from sharekit.buttons import address
from sharekit.buttons.text import clean, keep_word, shorten, weigh
from sharekit.keys import ArticleKey

SUMMARY_LENGTH: Final = 300
"""Characters of a summary that are kept."""

_TAGS_ROOM: Final = 100
_POST_ROOM: Final = 280 - 24
"""What X leaves beside a link, for which it counts 23, and a space.

That is as much as Bluesky leaves of 300 graphemes, where the host has 27 at most: it shows 16 more.
"""
_LONGEST_HOST: Final = 27


class Wording(NamedTuple):
    """Clean texts, "" where nothing is given; `hashtags` have commas between them."""

    summary: str = ""
    hashtags: str = ""
    image: str = ""

    @property
    def given(self) -> frozenset[str]:
        """The places of an address for which there is something."""
        names = {name for name, text in self._asdict().items() if text}
        return frozenset(names | {"tags"} if self.hashtags else names)

    def write(self, key: ArticleKey) -> dict[str, str]:
        """Return what stands in these places, and in that of the short title."""
        tags = " ".join(f"#{tag}" for tag in self.hashtags.split(",") if tag)
        host = urlsplit(key.address).netloc
        room = _POST_ROOM - max(len(host) - _LONGEST_HOST, 0) - (weigh(tags) + 1 if tags else 0)
        short = shorten(key.title, room)
        return {**self._asdict(), "tags": tags, "short": short}


NOTHING: Final = Wording()


def read_wording(
    summary: Any, hashtags: str | Iterable[str] | None, image: Any, *, request: HttpRequest | None
) -> Wording:
    """Return what of it can be used: texts without control characters, an image with an address."""
    return Wording(
        summary=clean(summary, SUMMARY_LENGTH),
        hashtags=",".join(_read_tags(hashtags or ())),
        image=address.complete(str(image), request=request) if image else "",
    )


def _read_tags(hashtags: str | Iterable[str]) -> list[str]:
    """Return letters and digits of each, as many as leave room for a title."""
    given = hashtags.replace(",", " ").split() if isinstance(hashtags, str) else hashtags
    tags: list[str] = []
    for tag in (keep_word(str(each)) for each in given):
        if tag and weigh(" #".join(["", *tags, tag])) <= _TAGS_ROOM:
            tags.append(tag)
    return tags
