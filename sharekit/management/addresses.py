"""Compares the articles that a page names with the page's own address, for the doctor."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from sharekit import keys, paths
from sharekit.conf import settings
from sharekit.exceptions import Refused
from sharekit.extensions import Finding
from sharekit.keys import ArticleKey
from sharekit.link_checks.page import Page

_NAMED: Final = re.compile(r"\S+ (?P<address>https?://[!-~]+) .*:\w+:[\w-]+", re.DOTALL | re.ASCII)
"""A key, signed or not, as the script reads it."""


def check_addresses(page: Page, url: str) -> Iterator[Finding]:
    """Compare host and path of a page's articles with those of the page."""
    articles = [article for key in page.bars if (article := read_key(key))]
    hosts = {urlsplit(article.address).netloc for article in articles}
    if hosts and not hosts & _list_hosts(page, url):
        yield Finding(
            "problem",
            _("Nothing of %(url)s is counted: the page does not name the host of %(address)s.")
            % {"url": url, "address": articles[0].address},
            _(
                "Correct the host in get_absolute_url (in Wagtail: Settings, Sites), or name it in "
                "ORIGINS."
            ),
        )
    elif hosts and urlsplit(url).netloc not in hosts and not settings.sites:
        yield Finding(
            "hint",
            _("The links on %(url)s lead to another host: %(address)s.")
            % {"url": url, "address": articles[0].address},
            _("If these are two sites, name both in SITES, and remove SITE_URL.")
            if settings.site_url
            else _("Set SITE_URL to the public origin of the site."),
        )
    yield from _check_paths(page, url, articles)


def _list_hosts(page: Page, url: str) -> set[str]:
    """Return the hosts whose keys the script takes."""
    listed = (script.get("data-hosts", "").split() for script in page.scripts)
    return {urlsplit(url).netloc, *chain.from_iterable(listed)}


def _check_paths(page: Page, url: str, articles: Sequence[ArticleKey]) -> Iterator[Finding]:
    """Check that the script takes one of a page's articles for the page itself."""
    yield from _check_own(page, url, articles)
    is_named = any(script.get("data-article") for script in page.scripts)
    if not is_named and _is_misnamed(page, url):
        yield Finding(
            "problem",
            _("Views of %(url)s are not counted: its HTML names the article with a false key.")
            % {"url": url},
            _(
                "Write {% sharekit_script article %} there, and remove attributes that begin with "
                "data-sharekit from what visitors write."
            ),
        )
    is_there = any(paths.is_at(article.address, url) for article in articles)
    if articles and not is_named and not is_there:
        yield Finding(
            "hint",
            _("Views of %(url)s are not counted: its buttons share %(address)s.")
            % {"url": url, "address": articles[0].address},
            _("If that is the same article, write {% sharekit_script article %} there."),
        )


def _check_own(page: Page, url: str, articles: Sequence[ArticleKey]) -> Iterator[Finding]:
    """Compare the article that the script tag names with a bar of the page's own article."""
    tags = [read_key(script.get("data-article", "")) for script in page.scripts]
    own = next((article for article in tags if article), None)
    if not own:
        return
    titled = (bar for bar in articles if bar.identity == own.identity and bar.is_titled)
    if not own.is_titled and (bar := next(titled, None)):
        yield Finding(
            "hint",
            _("The script tag of %(url)s gives its article no title, but a bar does: %(title)s.")
            % {"url": url, "title": bar.title},
            _("Give the tag the title, too: {% sharekit_script … title=… %}."),
        )
    same = (bar for bar in articles if bar.address == own.address)
    if other := next((bar for bar in same if bar.identity != own.identity), None):
        yield Finding(
            "problem",
            _(
                "Shares on %(url)s are counted for %(own)s, which the script tag names, and not "
                "for %(other)s, which the buttons share."
            )
            % {"url": url, "own": own.identity, "other": other.identity},
            _("Give the tag the article of the buttons: {% sharekit_script article %}."),
        )
    if paths.is_at(own.address, url):
        return
    here = (article for article in articles if paths.is_at(article.address, url))
    if any(article.identity != own.identity for article in here):
        yield Finding(
            "problem",
            _("Views of %(url)s are counted for %(address)s, which the script tag names.")
            % {"url": url, "address": own.address},
            _("If it is in a cached fragment, take it out, or add the article to the cache key."),
        )


def _is_misnamed(page: Page, url: str) -> bool:
    """Return whether the first key that the script takes for the page's own is not signed."""
    hosts = _list_hosts(page, url)
    for key in page.bars:
        named = _NAMED.fullmatch(key)
        # The host as the script reads it. No host of the site's makes an address that is not valid.
        if named and named["address"].split("/")[2] in hosts and paths.is_at(named["address"], url):
            return read_key(key) is None
    return False


def read_key(key: str) -> ArticleKey | None:
    """Return the article of a signed key, None if the key is not valid."""
    try:
        return keys.read(key)
    except Refused:
        return None
