"""What the page's script keeps on a reader's device for conversions."""

from __future__ import annotations

from django.utils.translation import gettext as _

from sharekit.conf import settings
from sharekit.extensions import Item


def list_device() -> list[Item]:
    """Return the item of sharekit_js/src/carry.js, where the settings allow it."""
    if settings.consent == "never" or settings.privacy != "links":
        return []
    why = _("The mark of the share that the reader came by, for a form of a later page")
    return [Item("sharekit:arrival", why, _("7 days"))]
