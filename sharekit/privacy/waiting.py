"""Why each column exists that holds waiting events, positions and daily keys."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from sharekit import models
from sharekit.events import Event
from sharekit.extensions import Stored
from sharekit.privacy import limits

ID: Final = {"id": _("The row's number, by which other rows refer to it")}

WAITING: Final[dict[type[Any], Stored]] = {
    models.BufferedEvent: Stored(
        name=_("Waiting events"),
        meaning=_(
            "Events that browsers sent, until they are counted. If you use Redis, it "
            "holds them instead."
        ),
        limit=limits.until_counted,
        reasons={
            **ID,
            "payload": _("The events; their content is listed below"),
            "count": _("The number of events, to show the backlog"),
            "at": _("When they arrived, to show the delay"),
        },
    ),
    Event: Stored(
        name=_("Content of an event"),
        meaning=_("An event is deleted when it has been counted into the tables above."),
        limit=limits.until_counted,
        reasons={
            "kind": _("Whether it is a share, a copy, a page view or a preview"),
            "article": _(
                "Identity, address and title of the article, and the day on which its page "
                "gave them"
            ),
            "at": _("When it happened, to count it in its hour"),
            "received": _("When it arrived, to know which day's key made the hash"),
            "mark": _("The mark of the link, or only the channel's letter"),
            "parent": _("The mark through which the reader came, to show chains"),
            "name": _("A random name of a visit, so that it counts once if it is sent again"),
            "reader": _("The hash of the reader of a marked visit"),
            "source": _("The kind of source, such as search; the referrer itself is not stored"),
            "block": _("The id of the part of your page in which a copied passage begins"),
        },
    ),
    models.RejectedEvent: Stored(
        name=_("Rejected events"),
        meaning=_("Events that the database refused, to find the cause."),
        limit=limits.for_rows,
        reasons={
            **ID,
            "payload": _("The event, without the hash of its reader"),
            "error": _("Why it was refused"),
            "at": _("When it was refused, to delete it in time"),
        },
    ),
    models.ShardCursor: Stored(
        name=_("Positions"),
        meaning=_("How far counting has progressed, and when tasks began. Nothing about readers."),
        limit=limits.while_used,
        reasons={
            **ID,
            "shard": _("The part of the buffer"),
            "position": _("The last counted entry, so that each entry counts once"),
            "epoch": _("The lifetime of the stream, to notice when the stream was lost"),
            "counted": _("How many events were counted"),
            "rate": _("Events per second, for monitoring"),
            "at": _("When a worker last counted"),
        },
    ),
    models.Notice: Stored(
        name=_("Notices"),
        meaning=_(
            "Observations of your web servers that you should know, such as a proxy that "
            "is missing in the settings. Nothing about readers."
        ),
        limit=limits.until_deleted,
        reasons={
            **ID,
            "name": _("The observation"),
            "at": _("When it was last seen"),
        },
    ),
    models.DailySalt: Stored(
        name=_("Daily keys"),
        meaning=_("The random keys for the hashes of readers."),
        limit=limits.for_readers,
        reasons={
            **ID,
            "day": _("The day of the key"),
            "salt": _("The key, the same in all processes of the site"),
        },
    ),
}
