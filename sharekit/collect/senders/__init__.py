"""Senders: whose events are ignored, and how many events the others may send.

In: a request's headers and its peer's address. Out: the reason for ignoring its events, or
`Refused` (429).
"""

from sharekit.collect.senders.ignored import get_reason
from sharekit.collect.senders.limit import PICTURE, VISIT, check, get_fault

__all__ = ["PICTURE", "VISIT", "check", "get_fault", "get_reason"]
