"""The articles of a simulated world: the site's own stories first, then invented ones."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice, product
from typing import Final
from urllib.parse import urlsplit

from sharekit.keys import ArticleKey

_WHAT: Final = ("The swifts", "A bridge", "The last tram", "Bread", "A library", "The night shift")
_WHERE: Final = ("above the station", "behind the mill", "on the river", "of our street")
_WHEN: Final = ("in winter", "before dawn", "after the flood", "since 1974", "at last")


def invent_articles(number: int, *, site: str, own: Iterable[ArticleKey] = ()) -> list[ArticleKey]:
    """Return that many articles, the most viewed first; the third is the site's front page.

    `site` is scheme and host. The front page is included because people type its address: visits
    without a referrer are direct there, and dark elsewhere.
    """
    articles = list(islice(own, number))
    places = product(range(1, number + 1), _WHAT, _WHERE, _WHEN)
    for part, what, where, when in islice(places, number - len(articles)):
        slug = "-".join(f"{what} {where} {when} {part}".lower().split())
        title = f"{what} {where} {when}" + (f", part {part}" if part > 1 else "")
        articles.append(ArticleKey(f"/stories/{slug}/", f"{site}/stories/{slug}/", title))
    if number > 2:
        articles.insert(2, ArticleKey("/", f"{site}/", "The front page"))
    return articles[:number]


def is_front_page(article: ArticleKey) -> bool:
    """Return whether readers type the address of an article."""
    return urlsplit(article.address).path == "/"
