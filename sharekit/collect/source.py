"""The source of an entry, in one word."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fnmatch import translate
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from sharekit import paths
from sharekit.collect.agents import APPS, WEB_VIEWS, compile_words
from sharekit.collect.referrers.find import (
    find_kind,
    find_package_kind,
    is_assistant,
    list_parents,
)
from sharekit.conf import settings
from sharekit.events import View
from sharekit.keys import ArticleKey

LONGEST_HOST: Final = 253
"""The most characters of a valid host name (RFC 1035, 2.3.4)."""

_TAGS: Final = re.compile(r"[?&]utm_(source|medium|campaign)=([^&]+)")
_APPS: Final = compile_words((*APPS, *WEB_VIEWS))


def get_source(sent: View, *, article: ArticleKey, headers: Mapping[str, str]) -> str:
    """Return the source of a view, "" if it did not begin a visit.

    shared (a mark), campaign (utm_ in the page's query, which the browser's Referer contains on the
    same origin), assistant, search, social, app, referral, direct (no referrer, and a page that
    people reach by hand: SECTIONS), dark (no referrer, a deep page).
    """
    if not sent.entry or _is_ours(sent.referrer):
        return ""
    if sent.token:
        return "shared"
    tags = dict(_TAGS.findall(headers.get("referer", "")))
    if tags and not _are_of_assistant(tags):
        return "campaign"
    # An assistant's link that was passed on comes from where it was read.
    if sent.referrer:
        return _name(sent.referrer)
    if tags:
        return "assistant"
    if is_app(headers.get("user-agent", "")):
        return "app"
    return "direct" if _is_section(urlsplit(article.address).path, *settings.sections) else "dark"


def is_app(user_agent: str) -> bool:
    """Return whether an agent is a browser inside an app."""
    return _is_app(user_agent[:512])


def _are_of_assistant(tags: Mapping[str, str]) -> bool:
    """Return whether an assistant appended its name; a site that labels a link says more."""
    source = tags.get("source", "")
    return len(tags) == 1 and len(source) <= LONGEST_HOST and is_assistant(source)


@lru_cache(maxsize=4096)
def _name(referrer: str) -> str:
    scheme, host = _split(referrer)
    return find_package_kind(host) if scheme == "android-app" else find_kind(host)


def _is_ours(referrer: str) -> bool:
    """Return whether a referrer is another host of the same site, so that the visit continues."""
    names = settings.own_hosts
    return bool(names and referrer) and any(
        name in names for name in list_parents(_split(referrer)[1])
    )


def _split(referrer: str) -> tuple[str, str]:
    try:
        parts = urlsplit(referrer)
        host = parts.hostname or ""
    except ValueError:
        return "", ""
    return parts.scheme, host if len(host) <= LONGEST_HOST else ""


@lru_cache(maxsize=4096)
def _is_app(user_agent: str) -> bool:
    return _APPS.search(user_agent) is not None


@lru_cache(maxsize=4096)
def _is_section(path: str, *patterns: str) -> bool:
    normal = paths.normalise(path)
    return any(re.match(translate(paths.normalise(pattern)), normal) for pattern in patterns)
