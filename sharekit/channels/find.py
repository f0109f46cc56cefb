"""The channels in force: ours, and those of the site."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from django.core.signals import setting_changed
from django.dispatch import receiver

from sharekit.channels.channel import Channel
from sharekit.channels.own import read_own
from sharekit.channels.table import TABLE
from sharekit.conf import settings


@cache
def find_all() -> Mapping[str, Channel]:
    """Return every channel by its slug, ours first."""
    own, _ = read_own(settings.own_channels)
    return MappingProxyType({channel.slug: channel for channel in TABLE} | own)


def find_faults() -> list[tuple[str, str]]:
    """Return what is wrong with the site's own channels: slug, sentence."""
    return read_own(settings.own_channels)[1]


def find(slug: str) -> Channel | None:
    """Return the channel with that slug, None when there is none."""
    return find_all().get(slug)


@cache
def _find_slugs() -> dict[str, str]:
    return {channel.letter: slug for slug, channel in find_all().items()}


def find_slug(mark: str) -> str:
    """Return the slug of the channel that a token or letter belongs to, "unknown" when none."""
    return _find_slugs().get(mark[:1], "unknown")


@receiver(setting_changed)
def _forget(*, setting: str, **_: Any) -> None:
    """Read them again: a test has changed the site's own channels."""
    if setting == "SHAREKIT":
        find_all.cache_clear()
        _find_slugs.cache_clear()
