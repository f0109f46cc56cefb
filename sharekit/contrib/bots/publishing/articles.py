"""Finds the page that an answer links."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from django.utils.translation import override

from sharekit import paths, sites
from sharekit.articles.find import find_key
from sharekit.articles.objects import find_object
from sharekit.contrib.bots.messages import Link
from sharekit.exceptions import UnknownSite


def find_link(article: str, *, site: str = "", language: str = "") -> Link | None:
    """Return title and address of a page, without a mark; None if there is no such page.

    `article` is an identity such as "news.story:7", or an address. A page of another site is not
    looked up.
    """
    with override(language or None):
        thing = article if "/" in article else find_object(article.partition("@")[0])
        if thing is None:
            return None
        try:
            key = find_key(thing, request=None, site=site)
        except UnknownSite:
            return None
    if key is None or not _is_there(key.address):
        return None
    return Link("" if key.title == key.address else key.title, key.address)


def _is_there(address: str) -> bool:
    """Return whether an address of the site leads to a view."""
    parts = urlsplit(address)
    if not sites.find_own_origin(parts.netloc):
        return True
    try:
        resolve(paths.remove_prefix(parts.path))
    except Resolver404:
        return False
    return True
