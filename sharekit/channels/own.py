"""Validates the channels that a site adds in its settings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from django.utils.functional import Promise

from sharekit.channels.address import PLACES, choose_parts, find_places
from sharekit.channels.channel import Channel
from sharekit.channels.table import TABLE
from sharekit.nearest import suggest

_SLUG: Final = re.compile(r"[a-z][a-z0-9-]{0,31}")
# Prefixes that the page's script treats specially, and the name of unknown channels in reports.
_RESERVED: Final = ("copy", "native", "print", "qr", "unknown")
_ICON: Final = re.compile(r"[MmLlHhVvCcSsQqTtAaZzEe0-9\s,.+-]+")
# No white space, no quotes, no control characters, nothing beyond ASCII.
_ADDRESS: Final = re.compile(r"([a-z][a-z0-9+.-]*):[\w.~:/?#@!$&*()+,;=%{}\[\]-]+", re.ASCII)
_HOST: Final = re.compile(r"https://[\w.-]+(:\d+)?[/?#]", re.ASCII)
_SCRIPTS: Final = {"about", "blob", "data", "file", "filesystem", "http", "javascript", "vbscript"}
_TEXTS: Final = ("letter", "name", "address", "icon")
_KEYS: Final = (*_TEXTS, "label", "private", "works_on", "needs_image")


def parse_own(given: object) -> tuple[dict[str, Channel], list[tuple[str, str]]]:
    """Return the valid channels in OWN_CHANNELS by slug, and the faults of the others: slug,
    sentence.

    Channels with faults are left out; a system check reports them.
    """
    channels: dict[str, Channel] = {}
    faults: list[tuple[str, str]] = []
    if not isinstance(given, Mapping):
        return channels, faults
    for slug, entry in given.items():
        try:
            channel = _parse_channel(slug, entry)
            _compare(channel, [*TABLE, *channels.values()])
        except ValueError as fault:
            faults.append((str(slug), str(fault)))
        else:
            channels[slug] = channel
    return channels, faults


def _parse_channel(slug: object, entry: object) -> Channel:
    if not isinstance(slug, str) or not _SLUG.fullmatch(slug):
        raise ValueError(
            "The slug must consist of at most 32 lower-case letters, digits and hyphens."
        )
    if slug.startswith(_RESERVED):
        raise ValueError(f"The slug must not begin with {' or '.join(_RESERVED)}.")
    if not isinstance(entry, Mapping):
        raise ValueError("The channel must be a dict.")
    if unknown := [str(key) for key in entry if key not in _KEYS]:
        raise ValueError(f"Unknown key {unknown[0]!r}. {suggest(unknown[0], _KEYS)}")
    if missing := [key for key in _TEXTS if not entry.get(key)]:
        raise ValueError(f"Missing keys: {', '.join(missing)}.")
    for key, value in entry.items():
        _check_value(key, value)
    return Channel(slug=slug, **entry)


def _check_value(key: str, value: Any) -> None:
    """Raise ValueError with a sentence that describes valid values of a key."""
    if key in {"private", "needs_image"}:
        if not isinstance(value, bool):
            raise ValueError(f"{key!r} must be True or False.")
    elif key == "works_on":
        if value not in ("phone", "desktop", "both"):
            raise ValueError("'works_on' must be 'phone', 'desktop' or 'both'.")
    elif not isinstance(value, str | Promise if key in {"name", "label"} else str):
        raise ValueError(f"{key!r} must be a string.")
    elif key == "letter" and not re.fullmatch("[A-Z]", value):
        raise ValueError("The letter must be one of A to Z; lower-case letters are reserved.")
    elif key == "icon" and not _ICON.fullmatch(value):
        raise ValueError("The icon must be the data of an SVG path in a 24 by 24 viewBox.")
    elif key == "address":
        _check_address(value)


def _check_address(address: str) -> None:
    found = _ADDRESS.fullmatch(address)
    if found is None or (found[1] == "https" and not _HOST.match(address)):
        raise ValueError(
            "The address must be absolute and percent-encoded, such as "
            '"https://chat.example/share?u={url}[&t={title}]".'
        )
    if found[1] in _SCRIPTS:
        raise ValueError("The address must begin with https:, mailto: or the scheme of an app.")
    if unknown := set(find_places(address)) - PLACES.keys():
        raise ValueError(f"Unknown place {min(unknown)!r}. Valid places: {', '.join(PLACES)}.")
    if re.search(r"[{}\[\]]", re.sub(r"\{\w+\}", "", choose_parts(address, PLACES))):
        raise ValueError("The address has a brace or bracket without its counterpart.")
    if find_places(choose_parts(address, ())).count("url") != 1 or address.count("{url}") != 1:
        raise ValueError("The address must contain {url} exactly once, outside brackets.")


def _compare(channel: Channel, others: list[Channel]) -> None:
    for other in others:
        if channel.slug == other.slug:
            raise ValueError("The slug belongs to a built-in channel.")
        if channel.letter == other.letter:
            raise ValueError(f"The letter {channel.letter!r} is already used by {other.slug!r}.")
