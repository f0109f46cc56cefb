"""Why each column exists that holds what editors write."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from sharekit import models
from sharekit.extensions import Stored
from sharekit.privacy import limits
from sharekit.privacy.waiting import ID

EDITORS: Final[dict[type[Any], Stored]] = {
    models.Note: Stored(
        name=_("Notes"),
        meaning=_(
            "Events that your editors or your programs note on the chart. Nothing about readers, "
            "and not who wrote them: the history of the admin has that."
        ),
        limit=limits.until_deleted,
        reasons={
            **ID,
            "site": _("The host of the site that it concerns; empty for all sites"),
            "article": _("The article that it concerns; empty for all articles"),
            "day": _("The day that it explains"),
            "hour": _("The hour that it explains; empty for the whole day"),
            "text": _("The note"),
        },
    ),
    models.SharedReport: Stored(
        name=_("Shared reports"),
        meaning=_("Links to a report for people without an account. Nothing about readers."),
        limit=limits.until_expired,
        reasons={
            **ID,
            "digest": _("A hash of the secret in the link, to recognise it"),
            "name": _("The name that your editor gave the link"),
            "site": _("The host of the site that the report shows; empty for all sites"),
            "days": _("The number of days that the report shows"),
            "created": _("When the link was created, to list it"),
            "expires": _("When the link stops working"),
        },
    ),
}
