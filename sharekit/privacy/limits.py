"""How long something is kept, in words, under the current settings."""

from __future__ import annotations

from django.utils.translation import gettext as _

from sharekit.conf import settings


def until_deleted() -> str:
    """Return the limit of counts."""
    return _("until you delete it")


def for_hours() -> str:
    """Return the limit of the hour of a count."""
    return _("%(days)s days") % {"days": settings.fold_days}


def for_hours_of_previews() -> str:
    """Return the limit of the hour of a preview."""
    return _("%(days)s days") % {"days": max(settings.fold_days, settings.keep_days)}


def for_rows() -> str:
    """Return the limit of links, visits and other rows about a single act."""
    return _("%(days)s days") % {"days": settings.keep_days}


def for_readers() -> str:
    """Return the limit of readers' hashes and their keys."""
    return _("48 hours in the running database")


def until_counted() -> str:
    """Return the limit of waiting events."""
    return _("until it is counted, usually seconds")


def for_late_events() -> str:
    """Return the limit of hours that were removed."""
    return _("8 days after these hours")


def while_used() -> str:
    """Return the limit of positions in the buffer."""
    return _("while events arrive there")


def for_minutes() -> str:
    """Return the limit of the counts of a minute: an hour, until something prunes."""
    return _("1 to 2 hours")


def until_expired() -> str:
    """Return the limit of shared reports."""
    return _("until it expires or you revoke it")
