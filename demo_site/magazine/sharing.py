"""The groups of the magazine's articles, for sharekit's reports."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import Model

from demo_site.magazine.models import Story

LONG_MINUTES: Final = 6
"""The minutes from which a story is a long read."""


def name_groups(thing: Model) -> dict[str, Any] | None:
    """Return the section, the author and the tags of a story."""
    if not isinstance(thing, Story):
        return None
    length = "Long read" if thing.minutes >= LONG_MINUTES else "Short read"
    return {
        "section": thing.section_page.label,
        "author": thing.author_name,
        "tag": [length, "Illustrated" if thing.plate else None],
    }
