"""Sends a request that counts against the limits."""

from __future__ import annotations

from sharekit.collect.senders import limit
from sharekit.exceptions import Refused

PUBLIC = "93.184.215.14"
SITE = "2606:2800:21f"


def send(agent: str = "a", address: str = PUBLIC, cost: int = 1, forwarded: str = "") -> str:
    """Return how a request is answered: "" when it is let through, else when to come back."""
    headers = {"user-agent": agent} | ({"x-forwarded-for": forwarded} if forwarded else {})
    try:
        limit.check(headers=headers, address=address, cost=cost)
    except Refused as refused:
        return f"{refused.status} {refused.retry_after}"
    return ""


NO_LIMITS = {"RATE_LIMIT_NETWORK": "", "RATE_LIMIT_READER": "", "RATE_LIMIT_ROWS": ""}


def guess(rate: str, *, address: str = PUBLIC, is_right: bool = False) -> str:
    """Return how a guess is answered: "" when it is looked up, else when to come back."""
    try:
        limit.check_guesses(rate, headers={}, address=address)
    except Refused as refused:
        return f"{refused.status} {refused.retry_after}"
    if not is_right:
        limit.count_guess(rate, headers={}, address=address)
    return ""
