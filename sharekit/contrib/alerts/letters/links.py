"""The pages of the admin to which a letter leads."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode

from sharekit.contrib.mails.subscribing.origin import find_origin


def find_page(
    name: str, *args: Any, site: str, query: Mapping[str, str] = MappingProxyType({})
) -> str:
    """Return the address of a page of sharekit's admin, "" if the project's admin lacks it."""
    try:
        path = reverse(f"admin:sharekit_{name}", args=args)
    except NoReverseMatch:
        return ""
    asked = {key: value for key, value in query.items() if value}
    return find_origin(site) + path + (f"?{urlencode(asked)}" if asked else "")


def find_article(pk: int, url: str, *, site: str) -> str:
    """Return the address of an article's page in the admin, or else of the article."""
    return find_page("article_change", pk, site=site) or url
