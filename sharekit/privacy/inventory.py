"""What sharekit stores: why each column exists, and how long it is kept.

Every field of every model is listed here or in waiting.py. If you add a field, add its reason; the
inventory cannot be built without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from sharekit import models
from sharekit.extensions import Inventory, Stored
from sharekit.figures import FIGURES
from sharekit.privacy import limits
from sharekit.privacy.choices import list_choices, list_device, list_outside
from sharekit.privacy.editors import EDITORS
from sharekit.privacy.waiting import ID, WAITING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_DAY: Final = {"day": _("The day of the counts, to show a period")}
_SPAN: Final = {
    "day": _("The first day of the counts, to show a period"),
    "span": _("The length of the counted span, from a day to a year"),
}
_CELL: Final = {
    **ID,
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
_SITE: Final = {
    "site": _("The host of your site, to show its figures apart"),
    "language": _("The language of the articles, to show its figures apart"),
}
_HOURS: Final = {"hour": limits.for_hours}

TABLES: Final[dict[type[Any], Stored]] = {
    models.Article: Stored(
        name=_("Articles"),
        meaning=_("Your site's pages. Nothing about readers."),
        limit=limits.until_deleted,
        reasons={
            **ID,
            "site": _("The host of your site, to recognise the article"),
            "identity": _("The object or path of your site, to recognise the article"),
            "language": _("The language of the page's address, to recognise the article"),
            "url": _("Its address, to link to it"),
            "title": _("Its title, to show it"),
            "signed": _(
                "The day on which your site gave address and title, so that an "
                "older page cannot change them"
            ),
            "grouped": _("The day on which your site last named its groups, to ask once a day"),
        },
    ),
    models.ArticleGroup: Stored(
        name=_("Groups of articles"),
        meaning=_(
            "The section, the authors and the tags of your articles, if your site names them. "
            "Names of authors are personal data of your staff. Nothing about readers."
        ),
        limit=limits.until_deleted,
        reasons={
            **ID,
            "article": _("The article that belongs to the group"),
            "kind": _("Whether it is a section, an author or a tag"),
            "name": _("Its name, to show the figures of its articles together"),
        },
    ),
    models.ShareLink: Stored(
        name=_("Links"),
        meaning=_(
            "One row for each share or copy that carried a mark. It does not say "
            "who shared. Your campaign links are here, too, and are never deleted."
        ),
        limit=limits.for_rows,
        reasons={
            **ID,
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
        limit=limits.for_late_events,
        reasons={
            **ID,
            "article": _("The article of these hours"),
            "channel": _("The channel that was removed; empty for all channels"),
            "since": _("When they begin, to drop their events that arrive later"),
            "until": _("When they end, to drop their events that arrive later"),
        },
    ),
    models.ForgottenArticle: Stored(
        name=_("Deleted articles"),
        meaning=_(
            "A hash of each article that you deleted with sharekit_forget. Nothing about readers."
        ),
        limit=limits.until_deleted,
        reasons={
            **ID,
            "digest": _("A keyed hash of its identity, which does not reveal the article"),
            "day": _("When it was deleted, so that older pages do not bring it back"),
        },
    ),
    models.Clickback: Stored(
        name=_("Visits from shares"),
        meaning=_("One row for each time a marked address was opened."),
        limit=limits.for_rows,
        reasons={
            **ID,
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
        sooner={"reader": limits.for_readers},
    ),
    models.ShareRollup: Stored(
        name=_("Counts of shares"),
        meaning=_("Counts by article, channel and hour."),
        limit=limits.until_deleted,
        reasons={**_CELL, **_CHANNEL, **_get_reasons(models.ShareRollup)},
        sooner=_HOURS,
    ),
    models.SourceRollup: Stored(
        name=_("Counts of page views"),
        meaning=_("Counts by article, source and hour."),
        limit=limits.until_deleted,
        reasons={**_CELL, **_SOURCE, **_get_reasons(models.SourceRollup)},
        sooner=_HOURS,
    ),
    models.BlockRollup: Stored(
        name=_("Counts of copied blocks"),
        meaning=_("Counts by article, part of the page and hour. The copied text is not stored."),
        limit=limits.for_rows,
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
        limit=limits.until_deleted,
        reasons={
            **_CELL,
            "hour": _("The hour in which it did so; -1 after the hours of a day have been summed"),
            "app": _("The chat app that fetched the page because its link was posted"),
            "signs": _("In how many hours it did so"),
        },
        sooner={"hour": limits.for_hours_of_previews},
    ),
    models.ArticleTotal: Stored(
        name=_("Totals of articles"),
        meaning=_("The counts above, summed by article and span of days, to make reports fast."),
        limit=limits.until_deleted,
        reasons={
            **ID,
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
        limit=limits.until_deleted,
        reasons={
            **ID,
            **_SPAN,
            "article": _("The article of the counts"),
            **_CHANNEL,
            **_get_reasons(models.ArticleChannelTotal),
        },
    ),
    models.ChannelTotal: Stored(
        name=_("Totals of channels"),
        meaning=_("The counts above, summed by channel and day, to make reports fast."),
        limit=limits.until_deleted,
        reasons={**ID, **_DAY, **_SITE, **_CHANNEL, **_get_reasons(models.ChannelTotal)},
    ),
    models.LinkTotal: Stored(
        name=_("Totals of campaign links"),
        meaning=_("The visits and reshares of each campaign link, by day."),
        limit=limits.until_deleted,
        reasons={
            **ID,
            **_DAY,
            "link": _("The link of the counts"),
            "visits": _("How many readers opened it"),
            "reshares": _("How often these readers reshared"),
        },
    ),
    models.MinuteTotal: Stored(
        name=_("Totals of minutes"),
        meaning=_("The counts of the last hour, summed by site and minute, to show what is new."),
        limit=limits.for_minutes,
        reasons={
            **ID,
            "site": _SITE["site"],
            "minute": _("The minute of the counts"),
            "views": _("How often pages were viewed"),
            "clickbacks": _("How many visits came from shares"),
            "acts": _("How often readers shared or copied"),
        },
    ),
    models.SourceTotal: Stored(
        name=_("Totals of sources"),
        meaning=_("The counts above, summed by source and day, to make reports fast."),
        limit=limits.until_deleted,
        reasons={**ID, **_DAY, **_SITE, **_SOURCE, **_get_reasons(models.SourceTotal)},
    ),
    **EDITORS,
    **WAITING,
}

CORE: Final = Inventory(
    tables=TABLES, list_choices=list_choices, list_device=list_device, list_outside=list_outside
)
