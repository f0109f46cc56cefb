"""Names and meanings of figures, sources and channels; formats of numbers and periods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sharekit.channels import find
from sharekit.formats import format_number

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Figure(msgspec.Struct, frozen=True):
    """A figure's name, and a sentence that says whether it is measured or hinted, and how."""

    name: _StrPromise
    meaning: _StrPromise
    is_hinted: bool = False


FIGURES: Final[dict[str, Figure]] = {
    "views": Figure(
        _("Page views"),
        _("Measured: the page was opened in a browser with JavaScript. Bots are left out."),
    ),
    "entries": Figure(
        _("Visits"),
        _(
            "Measured: page views that began a visit. The other page views followed a link "
            "within the site."
        ),
    ),
    "shares": Figure(
        _("Shares"),
        _("Measured: a reader used a share button. Whether the message was sent cannot be seen."),
    ),
    "copies": Figure(
        _("Copies"), _("Measured: a reader copied the link or a passage of the page.")
    ),
    "marked": Figure(
        _("Tracked shares"),
        _(
            "Measured: shares and copies whose link carried a mark, so that the visits it "
            "brings can be counted."
        ),
    ),
    "clickbacks": Figure(
        _("Visits from shares"),
        _(
            "Measured: a shared link was opened. Counted once a day for each reader and "
            "link. It proves that the share arrived."
        ),
    ),
    "inferred": Figure(
        _("Shares seen only by their visits"),
        _(
            "Hinted: a link brought a visit, but its share was never recorded, because the "
            "event was blocked or lost."
        ),
        is_hinted=True,
    ),
    "reshares": Figure(
        _("Reshares"),
        _("Measured: shares and copies by readers who came through a shared link."),
    ),
}
"""Every figure, by its name in COUNTS."""

RATIOS: Final[dict[str, Figure]] = {
    "visits_per_share": Figure(
        _("Visits per share"),
        _(
            "Measured: visits from recorded shares, divided by tracked shares. One share "
            "may bring many visits, so this is not a percentage. Facebook and LinkedIn are "
            "likely to drop the mark: shares there count, but the visits they bring are "
            "not known."
        ),
    ),
    "reshares_per_100_shares": Figure(
        _("Reshares per 100 shares"),
        _(
            "Measured: shares and copies by readers who came through a shared link, for "
            "every 100 tracked shares."
        ),
    ),
    "lift": Figure(
        _("Visits from shares per other visit"),
        _("Measured: visits from shares, divided by all other visits."),
    ),
    "private_share": Figure(
        _("Private share"),
        _(
            "Measured: the percentage of tracked shares that went through private "
            "channels. In 2016 RadiumOne found 84 %. RadiumOne counted copied addresses as "
            "private, and so does this figure."
        ),
    ),
    "private_share_of_buttons": Figure(
        _("Private share without copies"),
        _(
            "Measured: the same percentage without copied links, because a copied link may "
            "also be posted in public."
        ),
    ),
}
"""Every ratio, by its name in Ratios and Summary."""

_NAMES: Final[dict[str, str | Promise]] = {
    # Buttons are named after the action, counts after its result.
    "native": _("Share menu"),
    "copy-link": _("Copied link"),
    "unknown": _("Unknown channel"),
}


SOURCES: Final[dict[str, Figure]] = {
    "shared": Figure(_("Shared links"), _("Measured: the address carried sharekit's mark.")),
    "campaign": Figure(
        _("Campaigns"),
        _(
            "Measured: the address carried a utm_ parameter, or the visit came through a "
            "campaign link. Rounded down to multiples of five for each link, article and "
            "day."
        ),
    ),
    "search": Figure(
        _("Search"), _("Measured: the referrer is a search engine or an AI assistant.")
    ),
    "social": Figure(_("Social networks"), _("Measured: the referrer is a social network.")),
    "app": Figure(
        _("Apps"),
        _("Hinted: the referrer or the browser names an app, such as a messenger."),
        is_hinted=True,
    ),
    "referral": Figure(
        _("Other sites"),
        _(
            "Measured: the referrer is another site. Includes the campaign visits that "
            "rounding leaves out."
        ),
    ),
    "direct": Figure(
        _("Direct"),
        _("Hinted: no referrer, and a page whose address people type or bookmark."),
        is_hinted=True,
    ),
    "dark": Figure(
        _("No referrer"),
        _(
            "Hinted: no referrer, and a page whose address is too long to type. Most of "
            "these links were shared in private, but not all: some apps and search engines "
            "hide the referrer, too."
        ),
        is_hinted=True,
    ),
    "": Figure(
        _("Within the site"), _("Measured: page views that followed a link within the site.")
    ),
}
"""Each source's name and meaning."""

_APPS: Final[dict[str, str]] = {
    "imessage": "iMessage",
    "line": "LINE",
    "whatsapp": "WhatsApp",
    "kakaotalk": "KakaoTalk",
    "linkedin": "LinkedIn",
}


def name_source(source: str) -> str:
    """Return the name of a source."""
    return str(SOURCES[source].name) if source in SOURCES else source


def name_app(app: str) -> str:
    """Return the name of an app whose bot fetches previews."""
    return _APPS.get(app, app.capitalize())


def name_channel(slug: str) -> str:
    """Return the name of a channel."""
    channel = find(slug)
    return str(_NAMES.get(slug) or (channel.name if channel else slug))


def format_channels(channels: dict[str, dict[str, int]], *, between: str) -> str:
    """Return the shares and copies by channel, the most used first: `WhatsApp 12 · Email 3`."""
    acts = {slug: counts["shares"] + counts["copies"] for slug, counts in channels.items()}
    most = sorted(acts.items(), key=lambda item: -item[1])
    return between.join(
        f"{name_channel(slug)} {format_number(count)}" for slug, count in most if count
    )
