"""How long conversions are kept, in words, under the current settings."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _

from sharekit.conf import settings

HASH_DAYS: Final = 730
"""Days after which a conversion's hash is deleted: a replay of its number would then count."""


def for_facts() -> str:
    """Return the limit of what is known about a conversion."""
    return _("%(days)s days") % {"days": settings.keep_days}


def for_hashes() -> str:
    """Return the limit of a conversion's hash."""
    return _("%(days)s days") % {"days": max(HASH_DAYS, settings.keep_days)}


def until_credited() -> str:
    """Return the limit of a conversion's token."""
    return _("until it is credited, an hour at the most while tasks run")
