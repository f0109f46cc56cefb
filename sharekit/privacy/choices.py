"""What follows from a site's settings: for readers, on their devices, and outside the database."""

from __future__ import annotations

from django.utils.translation import gettext as _

from sharekit.conf import settings
from sharekit.extensions import Choice, Item
from sharekit.models import DailySalt


def list_choices() -> list[Choice]:
    """Return the settings that decide what is stored."""
    privacy = {
        "links": _(
            "Each share and each marked copy gets its own random mark, so that visits and "
            "chains can be counted. Readers whose browser sends Global Privacy Control or "
            "Do Not Track get marks that name only the channel."
        ),
        "channel": _(
            "Marks name only the channel, for all readers. No links, chains or hashes of "
            "readers are stored."
        ),
    }
    consent = {
        "never": _("Nothing is kept on the reader's device, except choices that the reader made."),
        "ask": _("Items are kept on the reader's device after the reader agreed on your page."),
        "given": _("Items are kept on the reader's device, on a legal basis that you chose."),
    }
    return [
        Choice("PRIVACY", settings.privacy, privacy[settings.privacy]),
        Choice("CONSENT", settings.consent, consent[settings.consent]),
        Choice(
            "KEEP_DAYS",
            str(settings.keep_days),
            _(
                "Links, visits and rejected events are deleted after this number of days. "
                "Counts are kept."
            ),
        ),
        Choice(
            "FOLD_DAYS",
            str(settings.fold_days),
            _("After this number of days, counts are kept by day and no longer by hour."),
        ),
        *_list_limits(),
    ]


def _list_limits() -> list[Choice]:
    limits = {
        "RATE_LIMIT_NETWORK": settings.rate_limit_network,
        "RATE_LIMIT_READER": settings.rate_limit_reader,
        "RATE_LIMIT_ROWS": settings.rate_limit_rows,
    }
    return [
        Choice(
            name,
            value,
            _("A keyed hash of the sender is kept outside the database while its rate is counted."),
        )
        for name, value in limits.items()
        if value
    ]


def list_device() -> list[Item]:
    """Return the items of sharekit_js/src/sharekit/kept.js, of the notice and of the opt-out."""
    items = []
    if settings.consent != "never" and settings.privacy == "links":
        items = [
            Item(
                "sharekit:own:…",
                _(
                    "A mark that this reader created, so that opening their own link does "
                    "not count as a visit"
                ),
                _("a day"),
            ),
            Item(
                "sharekit:…",
                _("An event that could not be sent yet"),
                _("until it is sent, at most 7 days"),
            ),
        ]
    if settings.notice:
        plain = _("The reader's choice not to get source lines with what they copy")
        items.append(Item("sharekit-plain", plain, _("until they delete it")))
    out = _("The reader's choice not to be counted, if your pages offer it")
    return [*items, Item("sharekit-off", out, _("until they revoke it"))]


def list_outside() -> list[str]:
    """Return what copies of the tables keep."""
    return [
        _(
            "The limits apply to the running database. A backup keeps what the database "
            "contained at that time. If one backup contains both hashes and their keys, "
            "readers' addresses can be guessed. Leave the keys out with pg_dump "
            "--exclude-table-data=%(table)s, and delete backups in time."
        )
        % {"table": DailySalt._meta.db_table},
        _(
            "If events wait in Redis, its append-only file keeps counted events until "
            "Redis rewrites that file. Pruning requests this once a day; if Redis refuses, "
            "the log says so."
        ),
    ]
