"""The moments of the site's code, and when each was last announced."""

from __future__ import annotations

from datetime import datetime

import msgspec
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from sharekit.contrib.mails.models import Mail, Occurrence
from sharekit.contrib.mails.moments.registry import MOMENTS
from sharekit.contrib.mails.subscribing.confirmation import CONFIRMATION
from sharekit.formats import get_local


class Row(msgspec.Struct, frozen=True):
    """A moment: its places, when it last happened, its mails, and whether it takes more."""

    slug: str
    title: str | Promise
    places: list[str]
    last: str
    mails: list[Mail]
    takes_more: bool


def list_moments() -> list[Row]:
    """Return the declared moments in the order of their names."""
    seen = dict(Occurrence.objects.values_list("moment", "last_at"))
    mails: dict[str, list[Mail]] = {}
    for mail in Mail.objects.order_by("name"):
        mails.setdefault(mail.moment, []).append(mail)
    return [
        Row(
            slug,
            moment.title,
            [f"{{{name}}}" for name in moment.facts],
            describe(seen.get(slug)),
            mails.get(slug, []),
            # sharekit writes its only mail.
            takes_more=slug != CONFIRMATION,
        )
        for slug, moment in sorted(MOMENTS.items(), key=lambda each: str(each[1].title))
    ]


def describe(last_at: datetime | None) -> str:
    """Return when a moment last happened, such as "last happened 12:04"."""
    if last_at is None:
        return _("never yet")
    local = get_local(last_at)
    is_today = local.date() == get_local(timezone.now()).date()
    time = date_format(local, "TIME_FORMAT" if is_today else "SHORT_DATETIME_FORMAT")
    return _("last happened %(time)s") % {"time": time}
