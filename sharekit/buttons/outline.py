"""The outline of a bar: HTML with places for what differs from article to article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import TypeAlias

from django.utils.safestring import SafeString


class Place(Enum):
    """A place for a text of the article, which addresses write as the value in braces.

    All texts but the first two are percent-encoded; `channels.address.PLACES` explains the others,
    and `choose_texts` in it those of apps.
    """

    KEY = "key"
    ADDRESS = "address"
    ENCODED_KEY = "encoded_key"
    PAGE = "page"
    TITLE = "title"
    SHORT = "short"
    SUMMARY = "summary"
    HASHTAGS = "hashtags"
    TAGS = "tags"
    IMAGE = "image"
    APP_TITLE = "app_title"
    APP_SUMMARY = "app_summary"
    APP_HASHTAGS = "app_hashtags"
    APP_TAGS = "app_tags"


Piece: TypeAlias = str | Place


class Outline:
    """HTML that was cut at its places, so that filling it is one join."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self._pieces: list[Piece] = []
        for piece in pieces:
            last = self._pieces[-1] if self._pieces else None
            if isinstance(piece, str) and isinstance(last, str):
                self._pieces[-1] = last + piece
            else:
                self._pieces.append(piece)

    def fill(self, values: Mapping[Place, str]) -> SafeString:
        """Return the HTML with a value in each place; values must be escaped for an attribute."""
        return SafeString(
            "".join([values[each] if isinstance(each, Place) else each for each in self._pieces])
        )
