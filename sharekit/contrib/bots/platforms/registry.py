"""Finds a platform by its short name, or by the dotted path of a site's own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from django.utils.module_loading import import_string

from sharekit.contrib.bots.platforms.meta.messenger import Messenger
from sharekit.contrib.bots.platforms.meta.whatsapp import WhatsApp
from sharekit.contrib.bots.platforms.protocol import Key, Platform
from sharekit.contrib.bots.platforms.telegram.platform import Telegram
from sharekit.contrib.bots.platforms.twilio.platform import Twilio
from sharekit.nearest import suggest

PLATFORMS: Final[Mapping[str, Platform]] = {
    each.slug: each for each in (Telegram(), WhatsApp(), Messenger(), Twilio())
}
"""The platforms that sharekit knows, by their short names."""


@cache
def get(name: str) -> Platform:
    """Return a platform by its short name or dotted path; ValueError if there is none."""
    if platform := PLATFORMS.get(name):
        return platform
    if "." not in name:
        raise ValueError(f"There is no platform {name!r}. {suggest(name, sorted(PLATFORMS))}")
    try:
        own: type[Platform] = import_string(name)
    except ImportError as error:
        raise ValueError(f"The platform {name!r} cannot be imported: {error}.") from error
    return own()


def find_missing(platform: Platform, given: Mapping[str, Any]) -> list[str]:
    """Return the names of the keys that an account of a platform needs and has not."""
    declared = platform.Options.get_declared().values()
    return [
        key.name
        for key in declared
        if isinstance(key, Key) and key.is_required and not given.get(key.name)
    ]
