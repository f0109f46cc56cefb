"""The channels that a site adds in its settings, each checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from django.utils.functional import Promise

from sharekit.channels.address import PLACES, choose_parts, find_places
from sharekit.channels.channel import Channel
from sharekit.channels.table import TABLE

_SLUG: Final = re.compile(r"[a-z][a-z0-9-]{0,31}")
# What the page's script knows by the beginning of its slug, and what reports call a lost channel.
_RESERVED: Final = ("copy", "native", "unknown")
_ICON: Final = re.compile(r"[MmLlHhVvCcSsQqTtAaZzEe0-9\s,.+-]+")
# No white space, no quotes, no control characters, nothing beyond ASCII.
_ADDRESS: Final = re.compile(r"([a-z][a-z0-9+.-]*):[\w.~:/?#@!$&*()+,;=%{}\[\]-]+", re.ASCII)
_HOST: Final = re.compile(r"https://[\w.-]+(:\d+)?[/?#]", re.ASCII)
_SCRIPTS: Final = {"about", "blob", "data", "file", "filesystem", "http", "javascript", "vbscript"}
_TEXTS: Final = ("letter", "name", "address", "icon")
_KEYS: Final = (*_TEXTS, "label", "dark", "works_on", "needs_image")


def read_own(given: object) -> tuple[dict[str, Channel], list[tuple[str, str]]]:
    """Return the channels in OWN_CHANNELS by slug, and what is wrong with others: slug, sentence.

    What is wrong is left out, since no reader can mend it; a system check tells it.
    """
    channels: dict[str, Channel] = {}
    faults: list[tuple[str, str]] = []
    if not isinstance(given, Mapping):
        return channels, faults
    for slug, entry in given.items():
        try:
            channel = _read_channel(slug, entry)
            _compare(channel, [*TABLE, *channels.values()])
        except ValueError as fault:
            faults.append((str(slug), str(fault)))
        else:
            channels[slug] = channel
    return channels, faults


def _read_channel(slug: object, entry: object) -> Channel:
    if not isinstance(slug, str) or not _SLUG.fullmatch(slug):
        raise ValueError("The slug should be small letters, digits and hyphens, at most 32.")
    if slug.startswith(_RESERVED):
        raise ValueError(f"The slug should not begin with {' or '.join(_RESERVED)}.")
    if not isinstance(entry, Mapping):
        raise ValueError("It should be a dict.")
    if unknown := [str(key) for key in entry if key not in _KEYS]:
        raise ValueError(f"Unknown: {', '.join(unknown)}. The keys are: {', '.join(_KEYS)}.")
    if missing := [key for key in _TEXTS if not entry.get(key)]:
        raise ValueError(f"It lacks: {', '.join(missing)}.")
    for key, value in entry.items():
        _check_value(key, value)
    return Channel(slug=slug, **entry)


def _check_value(key: str, value: Any) -> None:
    """Raise ValueError with the sentence that says what a key's value should be."""
    if key in {"dark", "needs_image"}:
        if not isinstance(value, bool):
            raise ValueError(f"{key!r} should be True or False.")
    elif key == "works_on":
        if value not in ("phone", "desktop", "both"):
            raise ValueError("'works_on' should be 'phone', 'desktop' or 'both'.")
    elif not isinstance(value, str | Promise if key in {"name", "label"} else str):
        raise ValueError(f"{key!r} should be a text.")
    elif key == "letter" and not re.fullmatch("[A-Z]", value):
        raise ValueError("The letter should be one of A to Z; the small ones are ours.")
    elif key == "icon" and not _ICON.fullmatch(value):
        raise ValueError("The icon should be the data of an SVG path on a field of 24 by 24.")
    elif key == "address":
        _check_address(value)


def _check_address(address: str) -> None:
    found = _ADDRESS.fullmatch(address)
    if found is None or (found[1] == "https" and not _HOST.match(address)):
        raise ValueError(
            "The address should be an absolute one, percent-encoded, such as "
            '"https://chat.example/share?u={url}[&t={title}]".'
        )
    if found[1] in _SCRIPTS:
        raise ValueError("The address should begin with https:, mailto: or an app's own scheme.")
    if unknown := set(find_places(address)) - PLACES.keys():
        raise ValueError(
            f"There is no place {min(unknown)!r}. The places are: {', '.join(PLACES)}."
        )
    if re.search(r"[{}\[\]]", re.sub(r"\{\w+\}", "", choose_parts(address, PLACES))):
        raise ValueError("A brace or a bracket in the address has no counterpart.")
    if find_places(choose_parts(address, ())).count("url") != 1 or address.count("{url}") != 1:
        raise ValueError("The address should have {url} once, outside of brackets.")


def _compare(channel: Channel, others: list[Channel]) -> None:
    for other in others:
        if channel.slug == other.slug:
            raise ValueError("The slug is one of ours.")
        if channel.letter == other.letter:
            raise ValueError(f"The letter {channel.letter!r} is that of {other.slug!r}, too.")
