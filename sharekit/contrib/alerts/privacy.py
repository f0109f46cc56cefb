"""Says what alerts store, why, and for how long."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sharekit.contrib.alerts.models import Alert, Watch
from sharekit.extensions import Inventory, Stored
from sharekit.privacy.limits import for_rows


def while_account() -> str:
    """Return the limit of a user's choices."""
    return gettext("until the account is deleted, or the person asks to be forgotten")


_ROW: Final = _("The row's number")

INVENTORY: Final = Inventory(
    tables={
        Watch: Stored(
            name=_("Letters to editors"),
            meaning=_("Which letters users of the admin have switched on. They name no reader."),
            limit=while_account,
            reasons={
                "id": _ROW,
                "user": _("Whose choice it is"),
                "kind": _("Which letter"),
                "site": _("About which site"),
                "is_on": _("Whether it is sent"),
            },
        ),
        Alert: Stored(
            name=_("Articles that took off"),
            meaning=_("Counts of an article in two hours. They name no reader."),
            limit=for_rows,
            reasons={
                "id": _ROW,
                "article": _("The article"),
                "day": _("On which day: a day has one letter about an article"),
                "hour": _("In which hour"),
                "acts": _("How often it was shared, copied and visited from shares"),
                "expected": _("How often is usual"),
            },
        ),
    },
)
