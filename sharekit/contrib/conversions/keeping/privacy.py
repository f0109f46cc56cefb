"""What the app stores, and why."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sharekit.contrib.conversions.conf import settings
from sharekit.contrib.conversions.keeping.device import list_device
from sharekit.contrib.conversions.keeping.limits import for_facts, for_hashes, until_credited
from sharekit.contrib.conversions.models import (
    Conversion,
    ConversionTotal,
    ShareRelease,
    ShareSum,
)
from sharekit.extensions import Choice, Inventory, Stored
from sharekit.privacy.limits import until_deleted
from sharekit.privacy.waiting import ID

_FACTS: Final = ("article", "channel", "link", "value", "currency", "at")
_GOAL: Final = {"goal": gettext_lazy("What was done, such as an order")}
_CURRENCY: Final = {"currency": gettext_lazy("The currency of the value")}


def list_choices() -> list[Choice]:
    """Return the settings that decide what is stored."""
    return [
        Choice(
            "GOALS",
            ", ".join(settings.goals),
            _(
                "A row for each of these that the site's code announces: with its value and the "
                "share that it came by, without the reader, and with a hash instead of its number."
            ),
        ),
    ]


INVENTORY: Final = Inventory(
    tables={
        Conversion: Stored(
            name=gettext_lazy("Conversions"),
            meaning=gettext_lazy(
                "One row for each order, or what else counts as a conversion. It names neither the "
                "reader nor the order, and never a reader's own link."
            ),
            limit=for_hashes,
            reasons={
                **ID,
                **_GOAL,
                "key_hash": gettext_lazy(
                    "A keyed hash of the shop's number, so that an order counts once"
                ),
                "state": gettext_lazy("Whether it was reversed, such as a refunded order"),
                "article": gettext_lazy("The article whose share it came by"),
                "channel": gettext_lazy("The channel of that share, such as WhatsApp"),
                "link": gettext_lazy("The campaign link that it came by; empty for all others"),
                "token": gettext_lazy("The mark that the page's form sent, to find the share"),
                "value": gettext_lazy("Its value, to sum it"),
                **_CURRENCY,
                "day": gettext_lazy("The day on which it was recorded, to show a period"),
                "at": gettext_lazy("When it was recorded, to wait an hour for its share"),
                "due": gettext_lazy("Whether it is not in the sums yet"),
                "counted": gettext_lazy("What the sums contain of it"),
            },
            sooner={"token": until_credited, **dict.fromkeys(_FACTS, for_facts)},
        ),
        ConversionTotal: Stored(
            name=gettext_lazy("Conversions of a day"),
            meaning=gettext_lazy("Sums of each day. Nothing about readers."),
            limit=until_deleted,
            reasons={
                **ID,
                **_GOAL,
                "day": gettext_lazy("The day, to show a period"),
                **_CURRENCY,
                "conversions": gettext_lazy("How many there were"),
                "reversed": gettext_lazy("How many of them were reversed later"),
                "value": gettext_lazy("The value of the others"),
            },
        ),
        ShareSum: Stored(
            name=gettext_lazy("Conversions by shares"),
            meaning=gettext_lazy(
                "Sums of articles, channels and campaign links. No report shows them exactly."
            ),
            limit=until_deleted,
            reasons={
                **ID,
                **_GOAL,
                **_CURRENCY,
                "article": gettext_lazy("The article; empty for all"),
                "channel": gettext_lazy("The channel; empty for all"),
                "link": gettext_lazy("The campaign link; empty for all"),
                "conversions": gettext_lazy("How many came by these shares and hold"),
                "value": gettext_lazy("Their value"),
                "seen": gettext_lazy("How many there were when reports last got new ones"),
                "released": gettext_lazy("How many of them reports show: a multiple of five"),
                "released_value": gettext_lazy("The value of those"),
            },
        ),
        ShareRelease: Stored(
            name=gettext_lazy("Released conversions"),
            meaning=gettext_lazy("What reports show of such a sum, in steps of five."),
            limit=until_deleted,
            reasons={
                **ID,
                "sum": gettext_lazy("The sum"),
                "day": gettext_lazy("The day, to show a period"),
                "conversions": gettext_lazy("How many are shown"),
                "value": gettext_lazy("Their value"),
            },
        ),
    },
    list_choices=list_choices,
    list_device=list_device,
)
