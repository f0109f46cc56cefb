"""Senders: how many events they may send.

In: a request's headers and its peer's address. Out: `Refused` (429), or nothing.
"""

from sharekit.collect.senders.limit import PICTURE, VISIT, check

__all__ = ["PICTURE", "VISIT", "check"]
