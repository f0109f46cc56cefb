"""The ways to pass a link on: one table of ours, and what a site adds in OWN_CHANNELS.

Out: a `Channel` by its slug, or the slug that a mark stands for; address.py fills a channel's
address. Called by every room; read at run time, since settings are.
"""

from sharekit.channels.address import encode, fill
from sharekit.channels.channel import Channel
from sharekit.channels.find import find, find_all, find_faults, find_slug

__all__ = ["Channel", "encode", "fill", "find", "find_all", "find_faults", "find_slug"]
