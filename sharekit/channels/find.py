"""The available channels: the built-in ones, and those of the site."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sharekit.caches import cached_by
from sharekit.channels.channel import Channel
from sharekit.channels.own import parse_own
from sharekit.channels.table import TABLE
from sharekit.conf import settings


@cached_by("SHAREKIT")
def get_all() -> Mapping[str, Channel]:
    """Return every channel by its slug, built-in channels first."""
    own, _ = parse_own(settings.own_channels)
    return MappingProxyType({channel.slug: channel for channel in TABLE} | own)


def get_faults() -> list[tuple[str, str]]:
    """Return the faults of the site's own channels: slug, sentence."""
    return parse_own(settings.own_channels)[1]


def find(slug: str) -> Channel | None:
    """Return the channel with that slug, None if it is unknown."""
    return get_all().get(slug)


def is_pushed(slug: str) -> bool:
    """Return whether a site can push an article by a channel, which then has an address."""
    channel = find(slug)
    return channel is not None and channel.address != ""


@cached_by("SHAREKIT")
def _get_slugs() -> dict[str, str]:
    return {channel.letter: slug for slug, channel in get_all().items()}


def get_slug(mark: str) -> str:
    """Return the slug of the channel of a token or letter, "unknown" if no channel has it."""
    return _get_slugs().get(mark[:1], "unknown")
