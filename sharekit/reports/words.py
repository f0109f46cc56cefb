"""What figures and channels are called where people read them, and how each figure is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import get_language_bidi, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from sharekit.channels import find
from sharekit.reports.period import Period, today
from sharekit.reports.summary import Summary

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Figure(msgspec.Struct, frozen=True):
    """A figure's name, and a sentence on whether it is measured or hinted, and how."""

    name: _StrPromise
    meaning: _StrPromise
    is_hinted: bool = False


FIGURES: Final[dict[str, Figure]] = {
    "views": Figure(
        _("Readings"),
        _("Measured: the page was opened in a browser with JavaScript. Machines are left out."),
    ),
    "entries": Figure(
        _("Visits from outside"),
        _("Measured: readings that began a visit; the others came from within the site."),
    ),
    "shares": Figure(
        _("Shares"),
        _("Measured: a share button was used. Whether the message was sent cannot be seen."),
    ),
    "copies": Figure(_("Copies"), _("Measured: the link or a passage of the page was copied.")),
    "marked": Figure(
        _("Marked"),
        _("Measured: shares and copies whose link carried a mark, so that visits can be told."),
    ),
    "clickbacks": Figure(
        _("Visits from shares"),
        _(
            "Measured: a shared link was opened, once a day for each reader and link. The proof "
            "that a share arrived."
        ),
    ),
    "inferred": Figure(
        _("Arrived without a recorded share"),
        _("Hinted: links known only by their visit, since the share itself was blocked or lost."),
        is_hinted=True,
    ),
    "reshares": Figure(
        _("Passed on again"),
        _("Measured: shares and copies by readers who came through a shared link."),
    ),
}
"""Every figure by its name in COUNTS."""

RATIOS: Final[dict[str, Figure]] = {
    "visits_per_share": Figure(
        _("Visits per share"),
        _(
            "Measured: visits from shares whose share was recorded, for each marked share or copy. "
            "One share may bring many visits, so it is no percentage. Facebook and LinkedIn likely "
            "drop the mark: shares there count, and the visits they bring are not known."
        ),
    ),
    "new_shares": Figure(
        _("New shares per 100 shares"),
        _(
            "Measured: how many of the readers' shares passed on what had reached them as a share, "
            "for 100 marked shares and copies."
        ),
    ),
    "viral_lift": Figure(
        _("Visits from shares per other visit"),
        _("Measured: visits from shares for each visit from outside that came another way."),
    ),
    "dark_share": Figure(
        _("Private part of sharing"),
        _(
            "Measured: marked shares and copies through private ways, of all marked ones. In 2016 "
            "RadiumOne found 84 %, and counted copied addresses as private, as this does."
        ),
    ),
    "dark_share_of_buttons": Figure(
        _("Private part of shares by buttons"),
        _(
            "Measured: marked shares through private ways, of all marked shares. Copies are left "
            "out, since a copied link may be posted in public, too."
        ),
    ),
}
"""Every ratio by its name in Ratios and Summary."""

_WAYS: Final[dict[str, str | Promise]] = {
    # A button is named by what it does, a count by what was done.
    "native": _("Share menu"),
    "copy-link": _("Copied link"),
    "unknown": _("Unknown way"),
}


SOURCES: Final[dict[str, Figure]] = {
    "shared": Figure(_("Shared links"), _("Measured: the address carried a mark of ours.")),
    "campaign": Figure(
        _("Campaigns"),
        _(
            "Measured: the address carried a utm_ parameter, or is a link of your own. Told in "
            "fives, by link, article and day."
        ),
    ),
    "search": Figure(_("Search"), _("Measured: the referrer is a search or answer engine.")),
    "social": Figure(_("Social networks"), _("Measured: the referrer is a network.")),
    "app": Figure(
        _("Apps"),
        _("Hinted: the referrer or the browser names an app, such as a messenger."),
        is_hinted=True,
    ),
    "referral": Figure(
        _("Other sites"),
        _("Measured: the referrer is another site. Holds what is rounded off of campaigns, too."),
    ),
    "direct": Figure(
        _("Direct"),
        _("Hinted: no referrer, and a page that people type or have bookmarked."),
        is_hinted=True,
    ),
    "dark": Figure(
        _("Private"),
        _(
            "Hinted: no referrer, and a page too deep to be typed. Most of these links were passed "
            "on in private, but not all: some apps and searches hide where they come from, too."
        ),
        is_hinted=True,
    ),
    "": Figure(_("Within the site"), _("Measured: readings that began no visit.")),
}
"""What each source is called, and how it is known."""

_APPS: Final[dict[str, str]] = {
    "imessage": "iMessage",
    "line": "LINE",
    "whatsapp": "WhatsApp",
    "kakaotalk": "KakaoTalk",
    "linkedin": "LinkedIn",
}


def name_source(source: str) -> str:
    """Return what a source is called in a report."""
    return str(SOURCES[source].name) if source in SOURCES else source


def name_app(app: str) -> str:
    """Return what an app is called whose bot fetched a preview."""
    return _APPS.get(app, app.capitalize())


def name_way(slug: str) -> str:
    """Return what a channel is called in a report."""
    channel = find(slug)
    return str(_WAYS.get(slug) or (channel.name if channel else slug))


def write_ways(channels: dict[str, dict[str, int]], *, between: str) -> str:
    """Return the shares and copies by way, the most used first: `WhatsApp 12 · Email 3`."""
    acts = {slug: counts["shares"] + counts["copies"] for slug, counts in channels.items()}
    most = sorted(acts.items(), key=lambda item: -item[1])
    return between.join(f"{name_way(slug)} {write_number(count)}" for slug, count in most if count)


def write_number(count: int) -> str:
    """Return a whole number with the separators of the reader's language."""
    return number_format(count, use_l10n=True, force_grouping=True)


def write_figure(name: str, figure: float | None) -> str:
    """Return a figure of FIGURES or RATIOS as pages show it."""
    if figure is None:
        return gettext("too few to tell")
    if name in FIGURES:
        return write_number(int(figure))
    if name.startswith("dark_share"):
        return gettext("%(number)s %%") % {"number": number_format(100 * figure, 0)}
    return number_format(figure, 1 if name == "new_shares" else 2, force_grouping=True)


def write_change(name: str, now: float | None, before: float | None) -> str:
    """Return how a figure changed, in absolute numbers: `+12 (before: 80)`."""
    was = {"before": write_figure(name, before)}
    if now is None or before is None:
        return gettext("before: %(before)s") % was
    change = write_figure(name, abs(now - before))
    if change == write_figure(name, 0):
        return gettext("as before")
    change = ("+" if now > before else "\N{MINUS SIGN}") + change
    if get_language_bidi():
        # Else the sign would stand behind the number.
        change = f"\N{LEFT-TO-RIGHT ISOLATE}{change}\N{POP DIRECTIONAL ISOLATE}"
    return gettext("%(change)s (before: %(before)s)") % {"change": change, **was}


def write_period(period: Period) -> str:
    """Return what a period is called: `Last 7 days`, where it ends today, or its days."""
    if period.since and period.until == today():
        days = (period.until - period.since).days + 1
        return _write_last_days(days)
    return write_days(period)


def write_days(period: Period) -> str:
    """Return the first and the last day of a period."""
    since, until = (day and date_format(day) for day in (period.since, period.until))
    if since == until:
        return since or gettext("All days")
    if since is None or until is None:
        sentence = gettext("Until %(day)s") if since is None else gettext("Since %(day)s")
        return sentence % {"day": until or since}
    return gettext("%(since)s to %(until)s") % {"since": since, "until": until}


def write_headline(summary: Summary, *, days: int | None = None, when: str = "") -> str:
    """Return a period's first sentence, and what it cannot tell.

    `when` is what the period is called, as `write_period` does; else `days` are the last ones, None
    all.
    """
    acts = summary.counts["shares"] + summary.counts["copies"]
    visits = summary.counts["clickbacks"]
    first = ngettext("%(count)s share or copied link", "%(count)s shares and copied links", acts)
    second = ngettext("brought %(count)s visit", "brought %(count)s visits", visits)
    parts = [f"{first % {'count': write_number(acts)}} {second % {'count': write_number(visits)}}"]
    best = summary.ways[0] if summary.ways and summary.ways[0].clickbacks else None
    if best:
        brought = {"way": name_way(best.channel), "count": write_number(best.clickbacks)}
        parts.append(gettext("%(way)s brought %(count)s") % brought)
    when = when or (gettext("All days") if days is None else _write_last_days(days))
    sentence = gettext("%(when)s: %(what)s.") % {"when": when, "what": "; ".join(parts)}
    return f"{sentence} {gettext('We cannot see whether a message was sent, or by whom.')}"


def _write_last_days(days: int) -> str:
    return ngettext("Today", "Last %(count)s days", days) % {"count": days}
