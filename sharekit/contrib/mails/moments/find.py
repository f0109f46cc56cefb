"""Looks for moments that nobody announces, such as a customer who did not buy for 90 days."""

from __future__ import annotations


def find() -> int:
    """Call the finders that are due, and return the number of messages made."""
    return 0
