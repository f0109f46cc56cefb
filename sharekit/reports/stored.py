"""Why each column of ours is stored, and for how long.

Every field of every model has its place here, as has every field of an event that waits; a test
holds it. Whoever adds a field gives its reason here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

import msgspec
from django.utils.translation import gettext_lazy as _

from sharekit import models
from sharekit.events import Event

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Limit = Literal["counts", "hours", "rows", "reader", "salt", "waiting", "shard", "late"]
"""How long something is kept; reports.privacy says it in words."""


class Stored(msgspec.Struct, frozen=True):
    """What the rows of a table are, how long they are kept, and why each of its columns is stored.

    `sooner` names the columns that are cleared before their row is deleted.
    """

    name: _StrPromise
    meaning: _StrPromise
    limit: Limit
    reasons: dict[str, _StrPromise]
    sooner: dict[str, Limit] = {}


_ID: Final = {"id": _("The row's number, which other rows name it by")}
_DAY: Final = {"day": _("The day it counts, to show a period")}
_SPAN: Final = {
    "day": _("The first day it counts, to show a period"),
    "span": _("How many days it counts, from a day to a year"),
}
_CELL: Final = {
    **_ID,
    "article": _("The article it counts"),
    **_DAY,
    "hour": _("The hour it counts, to show a day's course; -1 once the hours are added up"),
}
_SHARES: Final = {
    "shares": _("How often a button was used"),
    "copies": _("How often the link or a passage was copied"),
    "marked": _("How many of these carried a mark"),
    "clickbacks": _("How many visits came from shares"),
    "inferred": _("How many links are known by their visit alone"),
    "inferred_clickbacks": _("How many visits these links brought"),
    "reshares": _("How often something was passed on again"),
    "arrivals": _("How many visits came by a mark that names the way alone"),
}
_READINGS: Final = {
    "views": _("How often it was read"),
    "entries": _("How many of these readings were visits from outside"),
}
_WAY: Final = {"channel": _("The way it counts, such as WhatsApp")}
_SOURCE: Final = {"source": _("The kind of source it counts, such as search")}
_HOURS: Final[dict[str, Limit]] = {"hour": "hours"}

ROWS: Final[dict[type[Any], Stored]] = {
    models.Article: Stored(
        name=_("Articles"),
        meaning=_("Your own pages. Nothing about readers."),
        limit="counts",
        reasons={
            **_ID,
            "identity": _("Which object or path of your site it is, so that it is found again"),
            "url": _("Its address, to open it from here"),
            "title": _("Its title, to read it here"),
            "signed": _("The day on which your site said so, so that no older page changes it"),
        },
    ),
    models.ShareLink: Stored(
        name=_("Links"),
        meaning=_(
            "One row for each share or copied link that carried a mark. It does not say who shared."
            " Links that you made yourselves are here, too, and stay."
        ),
        limit="rows",
        reasons={
            **_ID,
            "token": _("The random mark in the address, by which a visit is told to be from it"),
            "article": _("What was shared"),
            "channel": _("The way it was shared, such as WhatsApp"),
            "campaign": _("The campaign that you made it for; empty in all others"),
            "state": _("Whether it was recorded, is known by its visit, made by you, or taken out"),
            "parent_token": _("The mark that it was passed on from, to see chains"),
            "parent": _("The same, as a row"),
            "root": _("The link that its chain begins with"),
            "generation": _("How many steps that is away"),
            "stale_after": _("How far the links passed on from it have been told of its place"),
            "at": _("When it was shared, to delete it in time"),
        },
    ),
    models.Withdrawal: Stored(
        name=_("Hours taken out"),
        meaning=_("Hours of an article that you took out of the counts. Nothing about readers."),
        limit="late",
        reasons={
            **_ID,
            "article": _("The article whose hours they are"),
            "channel": _("The way that was taken out; empty for all"),
            "since": _("When they begin, to drop events that come in later"),
            "until": _("When they end, for the same reason"),
        },
    ),
    models.ForgottenArticle: Stored(
        name=_("Articles forgotten"),
        meaning=_("A hash of each article that you deleted here. Nothing about readers."),
        limit="counts",
        reasons={
            **_ID,
            "digest": _("A keyed hash of its identity, which does not tell what it was"),
            "day": _("When that was, so that pages from before do not bring it back"),
        },
    ),
    models.Clickback: Stored(
        name=_("Visits from shares"),
        meaning=_("One row for each opening of a marked address."),
        limit="rows",
        reasons={
            **_ID,
            "name": _("A random name made for this opening, so that it counts once if sent again"),
            "token": _("The mark in the address that was opened"),
            "reader": _(
                "A hash of network, browser and host with the day's random key, so that a reader "
                "counts once; nobody can compute it again when the key is deleted"
            ),
            "counted": _("Whether it is the reader's first opening of that link"),
            "day": _("Whose day's key made the hash, to delete it in time"),
            "at": _("When it was opened, to delete it in time"),
        },
        sooner={"reader": "reader"},
    ),
    models.ShareRollup: Stored(
        name=_("Counts of shares"),
        meaning=_("Counts by article, way and hour."),
        limit="counts",
        reasons={**_CELL, **_WAY, **_SHARES},
        sooner=_HOURS,
    ),
    models.SourceRollup: Stored(
        name=_("Counts of readings"),
        meaning=_("Counts by article, source and hour."),
        limit="counts",
        reasons={**_CELL, **_SOURCE, **_READINGS},
        sooner=_HOURS,
    ),
    models.BlockRollup: Stored(
        name=_("Counts of copied blocks"),
        meaning=_("Counts by article, part of the page and hour. What was copied is not known."),
        limit="rows",
        reasons={
            **_CELL,
            "block": _("The id, in your page, of the part that copied passages began in"),
            "copies": _("How often that was"),
        },
        sooner=_HOURS,
    ),
    models.PreviewRollup: Stored(
        name=_("Signs"),
        meaning=_("Counts by article, chat app and hour, where your site notes previews."),
        limit="counts",
        reasons={
            **_CELL,
            "app": _("The chat app that fetched the page because its link was posted"),
            "signs": _("In how many hours it did"),
        },
        sooner=_HOURS,
    ),
    models.ArticleTotal: Stored(
        name=_("Totals of articles"),
        meaning=_("The counts above, added up by article and days, so that reports are fast."),
        limit="counts",
        reasons={
            **_ID,
            **_SPAN,
            "article": _("The article it counts"),
            **_SHARES,
            **_READINGS,
            "dark": _("How many visits from outside came in private"),
        },
    ),
    models.ArticleChannelTotal: Stored(
        name=_("Totals of articles and ways"),
        meaning=_("The counts above, added up by article, way and days, so that lists are fast."),
        limit="counts",
        reasons={**_ID, **_SPAN, "article": _("The article it counts"), **_WAY, **_SHARES},
    ),
    models.ChannelTotal: Stored(
        name=_("Totals of ways"),
        meaning=_("The counts above, added up by way and day, so that reports are fast."),
        limit="counts",
        reasons={**_ID, **_DAY, **_WAY, **_SHARES},
    ),
    models.LinkTotal: Stored(
        name=_("Totals of links of your own"),
        meaning=_("What each link that you made brought, by day."),
        limit="counts",
        reasons={
            **_ID,
            **_DAY,
            "link": _("The link it counts"),
            "visits": _("How many readers opened it"),
            "reshares": _("How often those who came by it passed something on"),
        },
    ),
    models.SourceTotal: Stored(
        name=_("Totals of sources"),
        meaning=_("The counts above, added up by source and day, so that reports are fast."),
        limit="counts",
        reasons={**_ID, **_DAY, **_SOURCE, **_READINGS},
    ),
    models.BufferedEvent: Stored(
        name=_("Events that wait"),
        meaning=_("What browsers sent, until it is counted. Redis keeps the same, if you use it."),
        limit="waiting",
        reasons={
            **_ID,
            "payload": _("The events; what one says is listed below"),
            "count": _("How many they are, to say what waits"),
            "at": _("When they came in, to say since when"),
        },
    ),
    Event: Stored(
        name=_("What one event says"),
        meaning=_("Nothing of this is kept beside the rows that are counted from it."),
        limit="waiting",
        reasons={
            "kind": _("Whether it is a share, a copy, a reading or a preview"),
            "article": _(
                "Identity, address and title of the article, and the day its page said so"
            ),
            "at": _("When it happened, to count it in its hour"),
            "received": _("When it came in, to know whose day's key made the hash"),
            "mark": _("The mark of the link, or the way's letter alone"),
            "parent": _("The mark that the reader came by, to see chains"),
            "name": _("A random name of a visit, so that it counts once if sent again"),
            "reader": _("The hash of the reader of a marked visit"),
            "source": _(
                "The kind of source, such as search; the address that readers came from is not kept"
            ),
            "block": _("The id, in your page, of the part that a copied passage begins in"),
        },
    ),
    models.RejectedEvent: Stored(
        name=_("Events set aside"),
        meaning=_("Events that the database refused, so that the fault can be found."),
        limit="rows",
        reasons={
            **_ID,
            "payload": _("The event, without the hash of its reader"),
            "error": _("Why it was refused"),
            "at": _("When that was, to delete it in time"),
        },
    ),
    models.ShardCursor: Stored(
        name=_("Positions"),
        meaning=_("How far counting has come. Nothing about readers."),
        limit="shard",
        reasons={
            **_ID,
            "shard": _("The part of what waits that it is about"),
            "position": _("The last entry that was counted, so that each counts once"),
            "epoch": _("The life of the store that waits, to notice that it was lost"),
            "counted": _("How many events were counted"),
            "rate": _("How many a second, to watch over it"),
            "at": _("When somebody counted last"),
        },
    ),
    models.Notice: Stored(
        name=_("Notices"),
        meaning=_(
            "What your web servers saw and you should know, such as a proxy that your settings do "
            "not name. Nothing about readers."
        ),
        limit="counts",
        reasons={
            **_ID,
            "name": _("What was seen"),
            "at": _("When it was seen last"),
        },
    ),
    models.DailySalt: Stored(
        name=_("The keys of days"),
        meaning=_("The random keys that the hashes of readers are made with."),
        limit="salt",
        reasons={
            **_ID,
            "day": _("The day it is for"),
            "salt": _("The key, the same in all processes of the site"),
        },
    ),
}
"""Every model of ours that has a table, and an event as it waits."""
