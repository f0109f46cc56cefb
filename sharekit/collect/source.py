"""The source of an entry, in one word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fnmatch import translate
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from sharekit import paths
from sharekit.collect import referrers
from sharekit.conf import settings
from sharekit.events import View
from sharekit.keys import ArticleKey

LONGEST_HOST: Final = 253
"""The most characters of a valid host name (RFC 1035, 2.3.4)."""

_CAMPAIGN: Final = re.compile(r"[?&]utm_(?:source|medium|campaign)=[^&]")


def get_source(sent: View, *, article: ArticleKey, headers: Mapping[str, str]) -> str:
    """Return the source of a view, "" if it did not begin a visit.

    shared (a mark), campaign (utm_ in the page's query, which the browser's Referer contains on the
    same origin), search, social, app, referral, direct (no referrer, and a page that people reach
    by hand: SECTIONS), dark (no referrer, a deep page).
    """
    if not sent.entry or _is_ours(sent.referrer):
        return ""
    if sent.token:
        return "shared"
    if _CAMPAIGN.search(headers.get("referer", "")):
        return "campaign"
    if sent.referrer:
        return _name(sent.referrer)
    if _is_app(headers.get("user-agent", "")[:512]):
        return "app"
    return "direct" if _is_section(urlsplit(article.address).path, *settings.sections) else "dark"


@lru_cache(maxsize=4096)
def _name(referrer: str) -> str:
    scheme, host = _split(referrer)
    if scheme == "android-app":
        return "search" if host in referrers.SEARCH_APPS else "app"
    # The most specific name decides: mail.google.com is a mailer, not a search engine.
    for name in _parents(host):
        for hosts, source in (
            (referrers.PRIVATE, "app"),
            (referrers.SEARCH, "search"),
            (referrers.SOCIAL, "social"),
        ):
            if name in hosts:
                return source
    return "search" if referrers.SEARCH_EVERYWHERE.fullmatch(host) else "referral"


def _is_ours(referrer: str) -> bool:
    """Return whether a referrer is another host of the same site, so that the visit continues."""
    hosts = settings.own_hosts
    return bool(hosts and referrer) and any(name in hosts for name in _parents(_split(referrer)[1]))


def _split(referrer: str) -> tuple[str, str]:
    try:
        parts = urlsplit(referrer)
        host = parts.hostname or ""
    except ValueError:
        return "", ""
    return parts.scheme, host if len(host) <= LONGEST_HOST else ""


def _parents(host: str) -> Iterator[str]:
    """Yield a host, then its parent domains."""
    yield host
    dot = host.find(".")
    while dot >= 0:
        yield host[dot + 1 :]
        dot = host.find(".", dot + 1)


@lru_cache(maxsize=4096)
def _is_app(user_agent: str) -> bool:
    return referrers.APPS.search(user_agent) is not None


@lru_cache(maxsize=4096)
def _is_section(path: str, *patterns: str) -> bool:
    normal = paths.normalise(path)
    return any(re.match(translate(paths.normalise(pattern)), normal) for pattern in patterns)
