"""Makes the messages of a moment, in the transaction of the site's own code."""

from __future__ import annotations

from typing import Any

from sharekit.contrib.mails.moments.registry import Person


def happened(
    slug: str, person: Person, *, key: str, language: str = "", site: str = "", **facts: Any
) -> int:
    """Announce a moment, and return the number of messages that it makes now."""
    raise NotImplementedError
