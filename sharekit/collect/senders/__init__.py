"""Senders: whose events are not counted, and how many events the others may send.

In: a request's headers and its peer's address. Out: why its events are ignored, or `Refused` (429).
"""

from sharekit.collect.senders.ignored import find_reason
from sharekit.collect.senders.limit import PICTURE, VISIT, check, find_fault

__all__ = ["PICTURE", "VISIT", "check", "find_fault", "find_reason"]
