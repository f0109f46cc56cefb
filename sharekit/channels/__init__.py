"""The channels: a built-in table, and the channels that a site adds in OWN_CHANNELS.

Out: a `Channel` by its slug, or the slug of a mark; address.py fills a channel's address. Called by
every room; read at run time, as settings are.
"""

from sharekit.channels.address import encode, fill
from sharekit.channels.channel import Channel
from sharekit.channels.find import find, get_all, get_faults, get_slug

__all__ = ["Channel", "encode", "fill", "find", "get_all", "get_faults", "get_slug"]
