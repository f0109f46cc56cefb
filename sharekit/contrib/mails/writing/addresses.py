"""The addresses in a letter: those of the own site carry the campaign's mark in marketing mails.

The mark is the same for all recipients. An address that a fact is part of gets none: it might
belong to one person.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote, urlsplit

from sharekit import keys, paths, tokens
from sharekit.articles.find import find_key
from sharekit.contrib.mails.models import Mail
from sharekit.contrib.mails.writing import places
from sharekit.keys import ArticleKey
from sharekit.links import campaign_links
from sharekit.models import Article
from sharekit.origins import get_host
from sharekit.sites import find_name, find_origin

CHANNEL: Final = "email"
LONGEST: Final = 2000
URL: Final = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_AFTER: Final = ".,;:!?'*_~»”\u2019"
"""What a sentence has after an address."""
_MOST_KEPT: Final = 4096
_kept: Final[dict[tuple[str, str], tuple[ArticleKey | None, int]]] = {}
"""Keys of the own articles by site and address, and the minute in which they were looked up."""


def find_safe(address: str, *, site: str) -> str:
    """Return a web address, or a path of the own site with its origin; "" for anything else."""
    text = address.strip()
    if text.startswith("/") and not text.startswith("//"):
        text = find_origin(None, site=site) + paths.add_prefix(text)
    if not URL.fullmatch(text) or len(text) > LONGEST or "\\" in text:
        return ""
    try:
        host = urlsplit(text).hostname
    except ValueError:
        return ""
    return text if host else ""


def split(found: str) -> tuple[str, str]:
    """Return an address that was found in a sentence, and the punctuation after it."""
    end = len(found)
    while end and (
        found[end - 1] in _AFTER
        or (found[end - 1] in ")]" and found[:end].count(")") > found[:end].count("("))
    ):
        end -= 1
    return found[:end], found[end:]


def complete(address: str, values: Mapping[str, str], *, mail: Mail) -> str:
    """Return the address that an editor wrote with its places filled, "" if it is not valid.

    A place that is the whole address, or its beginning, must have a name that ends with "_url".
    """
    if not places.list_places(address):
        safe = find_safe(address, site=mail.site)
        return mark(safe, mail=mail) if safe else ""
    first = places.PLACE.match(address)
    if first and first[2].endswith(places.ADDRESS_ENDING):
        begin, rest = values.get(first[2], ""), address[first.end() :]
    else:
        begin, rest = "", address
    filled = places.fill(rest, values, express=lambda value: quote(value, safe=""))
    return find_safe(begin + filled, site=mail.site)


def mark(address: str, *, mail: Mail) -> str:
    """Return an address with the campaign's mark, if it is the own site's and the mail marketing.

    An address that has a mark keeps it.
    """
    if mail.kind != Mail.Kind.MARKETING or not is_own(address, site=mail.site):
        return address
    if tokens.strip(address)[1]:
        return address
    key = find_article(address, site=mail.site)
    if key is None:
        return address
    marked = campaign_links.mark(key, [CHANNEL], campaign=mail.slug, page=address)
    return marked[CHANNEL]


def is_own(address: str, *, site: str) -> bool:
    """Return whether an address is on the site of a mail."""
    own = get_host(find_origin(None, site=site))
    host = get_host(address)
    return host == own or find_name(host) == own


def find_article(address: str, *, site: str, title: str = "") -> ArticleKey | None:
    """Return the key of the article with an address of the own site; a minute old at most.

    If the site has counted the address, the key is that of its article; otherwise the address
    becomes one. None if nothing can be shared there.
    """
    page = address.partition("#")[0]
    minute = int(time.monotonic() // 60)
    key, seen = _kept.get((site, page), (None, -1))
    if seen != minute:
        key = _look_up(page) or find_key(page, request=None, site=site)
        if len(_kept) > _MOST_KEPT:
            _kept.clear()
        _kept[site, page] = key, minute
    if key is None or key.is_titled or not title:
        return key
    return find_key(page, request=None, title=title, site=site)


def _look_up(page: str) -> ArticleKey | None:
    article = Article.objects.filter(url=page).order_by("-signed", "-pk").first()
    if article is None:
        return None
    identity = keys.join(article.identity, article.language)
    return ArticleKey(identity, article.url, article.title, article.signed)
