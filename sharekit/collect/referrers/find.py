"""Finds the kind of source that a host or an Android package is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from sharekit.collect.referrers import hosts, listed


def _turn_around(names: Mapping[str, str]) -> dict[str, str]:
    return {name: kind for kind, text in names.items() for name in text.split()}


def compile_countries(names: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of names in which {} is a country: google.{}, {}.bing.com."""
    return re.compile(
        "|".join(
            re.escape(name)
            .replace(r"\.\{\}", r"\.(?:(?:com?|org|net)\.)?[a-z]{2,3}")
            .replace(r"\{\}", "[a-z]{2}")
            for name in names
        )
    )


KINDS: Final = _turn_around(listed.HOSTS) | {
    name: row.kind for row in hosts.ROWS for name in row.hosts.split()
}
"""The kind of each host; a name with a leading dot includes all hosts below it."""

LABELS: Final = _turn_around(hosts.LABELS)
PACKAGES: Final = _turn_around(hosts.PACKAGES)

COUNTRIES: Final = compile_countries(listed.SEARCH_IN_COUNTRIES.split())
"""Search engines that have a host in every country."""

_SAME_HOST: Final = re.compile(r"(?:www|m)\.")
_DIGITS: Final = "0123456789"


def find_kind(host: str) -> str:
    """Return assistant, search, social, app (webmail and messengers), or referral.

    The most specific name decides. A search engine is its own host and not what is below it, so
    mail.naver.com is webmail.
    """
    same = _SAME_HOST.match(host)
    host = host[same.end() :] if same else host
    if host in KINDS:
        return KINDS[host]
    for name in list_parents(host):
        if kind := KINDS.get("." + name):
            return kind
    label, _, parent = host.partition(".")
    if parent.strip(".") and (kind := LABELS.get(label.rstrip(_DIGITS))):
        return kind
    return "search" if COUNTRIES.fullmatch(host) else "referral"


def find_package_kind(package: str) -> str:
    """Return assistant, search or app."""
    return PACKAGES.get(package, "app")


def is_assistant(tag: str) -> bool:
    """Return whether a value of utm_source names an assistant."""
    tag = tag.lower()
    return tag in hosts.TAGS or find_kind(tag) == "assistant"


def list_parents(host: str) -> Iterator[str]:
    """Yield a host, then its parent domains."""
    yield host
    dot = host.find(".")
    while dot >= 0:
        yield host[dot + 1 :]
        dot = host.find(".", dot + 1)
