"""Readers whose address is unknown: each of their repeated visits is counted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sharekit.buffers import Advice
from sharekit.conf import settings
from sharekit.formats import format_number
from sharekit.models import Clickback

_LATEST: Final = 1000
"""The latest visits from shares that are looked at; they are found by primary key."""


def list_unknown_addresses() -> list[Advice]:
    """Return advice about recent visits from shares whose reader is unknown; [] if there are none.

    A visit of today or yesterday (UTC) still has its reader's hash, unless collect knew no address.
    """
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    latest = Clickback.objects.order_by("-pk").values_list("counted", "day", "reader")[:_LATEST]
    readers = [reader for counted, day, reader in latest if counted and day >= yesterday]
    unknown = readers.count(None)
    if not unknown:
        return []
    sentence = ngettext(
        "The address of the reader is unknown for %(unknown)s of the latest %(count)s visit from "
        "shares, so repeated visits count each time, and rate limits treat these readers as one.",
        "The address of the reader is unknown for %(unknown)s of the latest %(count)s visits from "
        "shares, so repeated visits count each time, and rate limits treat these readers as one.",
        len(readers),
    ) % {"unknown": format_number(unknown), "count": format_number(len(readers))}
    return [Advice(sentence, _get_step())]


def _get_step() -> str:
    if settings.trusted_proxies:
        return _(
            "Let the nearest proxy append the address of its client to X-Forwarded-For, and set "
            "TRUSTED_PROXIES to how many proxies do so."
        )
    return _(
        "Set SHAREKIT = {'TRUSTED_PROXIES': 1}, and let the proxy append the address of its client "
        "to X-Forwarded-For: the web server itself knows no address (behind a Unix socket none "
        "does)."
    )
