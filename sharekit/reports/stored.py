"""Why each stored column exists, and how long it is kept.

Every field of every model is listed here, and every field of an event that waits; a test checks
this. If you add a field, add its reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

import msgspec
from django.utils.translation import gettext_lazy as _

from sharekit import models
from sharekit.events import Event
from sharekit.figures import FIGURES

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Limit = Literal["counts", "hours", "rows", "reader", "salt", "waiting", "shard", "late"]
"""How long something is kept; reports.privacy describes each limit."""


class Stored(msgspec.Struct, frozen=True):
    """The content of a table, how long its rows are kept, and the reason for each column.

    `sooner` names the columns that are cleared before their row is deleted.
    """

    name: _StrPromise
    meaning: _StrPromise
    limit: Limit
    reasons: dict[str, _StrPromise]
    sooner: dict[str, Limit] = {}


_ID: Final = {"id": _("The row's number, by which other rows refer to it")}
_DAY: Final = {"day": _("The day of the counts, to show a period")}
_SPAN: Final = {
    "day": _("The first day of the counts, to show a period"),
    "span": _("The length of the counted span, from a day to a year"),
}
_CELL: Final = {
    **_ID,
    "article": _("The article of the counts"),
    **_DAY,
    "hour": _(
        "The hour of the counts, to show the course of a day; -1 after the hours of "
        "a day have been summed"
    ),
}


def _get_reasons(model: type[models.Counts]) -> dict[str, _StrPromise]:
    """Return the reasons of the catalogue for the counts of a table."""
    reasons = {name: FIGURES[name].reason for name in model.counts()}
    return {name: reason for name, reason in reasons.items() if reason}


_CHANNEL: Final = {"channel": _("The channel of the counts, such as WhatsApp")}
_SOURCE: Final = {"source": _("The kind of source of the counts, such as search")}
_HOURS: Final[dict[str, Limit]] = {"hour": "hours"}

ROWS: Final[dict[type[Any], Stored]] = {
    models.Article: Stored(
        name=_("Articles"),
        meaning=_("Your site's pages. Nothing about readers."),
        limit="counts",
        reasons={
            **_ID,
            "identity": _("The object or path of your site, to recognise the article"),
            "url": _("Its address, to link to it"),
            "title": _("Its title, to show it"),
            "signed": _(
                "The day on which your site gave address and title, so that an "
                "older page cannot change them"
            ),
        },
    ),
    models.ShareLink: Stored(
        name=_("Links"),
        meaning=_(
            "One row for each share or copied link that carried a mark. It does not say "
            "who shared. Your campaign links are here, too, and are never deleted."
        ),
        limit="rows",
        reasons={
            **_ID,
            "token": _("The random mark in the address, to recognise visits from this link"),
            "article": _("The shared article"),
            "channel": _("The channel through which it was shared, such as WhatsApp"),
            "campaign": _("The campaign of a campaign link; empty for all other links"),
            "state": _(
                "Whether it was recorded, is known only by its visits, is a "
                "campaign link, or was removed from the counts"
            ),
            "parent_token": _("The mark of the link that its reader came from, to show chains"),
            "parent": _("The same link, as a row"),
            "root": _("The first link of its chain"),
            "generation": _("The number of steps from that first link"),
            "stale_after": _(
                "How many of the links below it already have their new position in the chain"
            ),
            "at": _("When it was shared, to delete it in time"),
        },
    ),
    models.Withdrawal: Stored(
        name=_("Removed hours"),
        meaning=_("Hours of an article that you removed from the counts. Nothing about readers."),
        limit="late",
        reasons={
            **_ID,
            "article": _("The article of these hours"),
            "channel": _("The channel that was removed; empty for all channels"),
            "since": _("When they begin, to drop events that arrive later"),
            "until": _("When they end, for the same reason"),
        },
    ),
    models.ForgottenArticle: Stored(
        name=_("Deleted articles"),
        meaning=_(
            "A hash of each article that you deleted with sharekit_forget. Nothing about readers."
        ),
        limit="counts",
        reasons={
            **_ID,
            "digest": _("A keyed hash of its identity, which does not reveal the article"),
            "day": _("When it was deleted, so that older pages do not bring it back"),
        },
    ),
    models.Clickback: Stored(
        name=_("Visits from shares"),
        meaning=_("One row for each time a marked address was opened."),
        limit="rows",
        reasons={
            **_ID,
            "name": _("A random name of this visit, so that it counts once if it is sent again"),
            "token": _("The mark in the address"),
            "reader": _(
                "A hash of network, browser and host with the day's random key, so that a "
                "reader counts once; it cannot be computed again after the key is deleted"
            ),
            "counted": _("Whether it is the reader's first visit through that link"),
            "day": _("The day whose key made the hash, to delete the hash in time"),
            "at": _("When it was opened, to delete it in time"),
        },
        sooner={"reader": "reader"},
    ),
    models.ShareRollup: Stored(
        name=_("Counts of shares"),
        meaning=_("Counts by article, channel and hour."),
        limit="counts",
        reasons={**_CELL, **_CHANNEL, **_get_reasons(models.ShareRollup)},
        sooner=_HOURS,
    ),
    models.SourceRollup: Stored(
        name=_("Counts of page views"),
        meaning=_("Counts by article, source and hour."),
        limit="counts",
        reasons={**_CELL, **_SOURCE, **_get_reasons(models.SourceRollup)},
        sooner=_HOURS,
    ),
    models.BlockRollup: Stored(
        name=_("Counts of copied blocks"),
        meaning=_("Counts by article, part of the page and hour. The copied text is not stored."),
        limit="rows",
        reasons={
            **_CELL,
            "block": _("The id of the part of your page in which copied passages began"),
            "copies": _("How often that happened"),
        },
        sooner=_HOURS,
    ),
    models.PreviewRollup: Stored(
        name=_("Previews"),
        meaning=_("Counts by article, chat app and hour, if your site records previews."),
        limit="counts",
        reasons={
            **_CELL,
            "app": _("The chat app that fetched the page because its link was posted"),
            "signs": _("In how many hours it did so"),
        },
        sooner=_HOURS,
    ),
    models.ArticleTotal: Stored(
        name=_("Totals of articles"),
        meaning=_("The counts above, summed by article and span of days, to make reports fast."),
        limit="counts",
        reasons={
            **_ID,
            **_SPAN,
            "article": _("The article of the counts"),
            **_get_reasons(models.ArticleTotal),
        },
    ),
    models.ArticleChannelTotal: Stored(
        name=_("Totals of articles and channels"),
        meaning=_(
            "The counts above, summed by article, channel and span of days, to make lists fast."
        ),
        limit="counts",
        reasons={
            **_ID,
            **_SPAN,
            "article": _("The article of the counts"),
            **_CHANNEL,
            **_get_reasons(models.ArticleChannelTotal),
        },
    ),
    models.ChannelTotal: Stored(
        name=_("Totals of channels"),
        meaning=_("The counts above, summed by channel and day, to make reports fast."),
        limit="counts",
        reasons={**_ID, **_DAY, **_CHANNEL, **_get_reasons(models.ChannelTotal)},
    ),
    models.LinkTotal: Stored(
        name=_("Totals of campaign links"),
        meaning=_("The visits and reshares of each campaign link, by day."),
        limit="counts",
        reasons={
            **_ID,
            **_DAY,
            "link": _("The link of the counts"),
            "visits": _("How many readers opened it"),
            "reshares": _("How often these readers reshared"),
        },
    ),
    models.SourceTotal: Stored(
        name=_("Totals of sources"),
        meaning=_("The counts above, summed by source and day, to make reports fast."),
        limit="counts",
        reasons={**_ID, **_DAY, **_SOURCE, **_get_reasons(models.SourceTotal)},
    ),
    models.BufferedEvent: Stored(
        name=_("Waiting events"),
        meaning=_(
            "Events that browsers sent, until they are counted. If you use Redis, it "
            "holds them instead."
        ),
        limit="waiting",
        reasons={
            **_ID,
            "payload": _("The events; their content is listed below"),
            "count": _("The number of events, to show the backlog"),
            "at": _("When they arrived, to show the delay"),
        },
    ),
    Event: Stored(
        name=_("Content of an event"),
        meaning=_("An event is deleted when it has been counted into the tables above."),
        limit="waiting",
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
        limit="rows",
        reasons={
            **_ID,
            "payload": _("The event, without the hash of its reader"),
            "error": _("Why it was refused"),
            "at": _("When it was refused, to delete it in time"),
        },
    ),
    models.ShardCursor: Stored(
        name=_("Positions"),
        meaning=_("How far counting has progressed. Nothing about readers."),
        limit="shard",
        reasons={
            **_ID,
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
        limit="counts",
        reasons={
            **_ID,
            "name": _("The observation"),
            "at": _("When it was last seen"),
        },
    ),
    models.DailySalt: Stored(
        name=_("Daily keys"),
        meaning=_("The random keys for the hashes of readers."),
        limit="salt",
        reasons={
            **_ID,
            "day": _("The day of the key"),
            "salt": _("The key, the same in all processes of the site"),
        },
    ),
}
"""Every model that has a table, and a waiting event."""
