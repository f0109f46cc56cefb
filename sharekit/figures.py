"""The catalogue of figures: what each is called, what it means, and where it is shown.

Everything that lists figures derives from FIGURES, in its order: columns, headings, exports, the
API and its description, and the reasons on the privacy page. The database's columns are in
`models.counts`, the rules that add to them in `aggregate`; CONTRIBUTING.md lists the steps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

import msgspec
from django.utils.translation import gettext_lazy as _

from sharekit.formats import format_decimal, format_number, format_percentage

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Evidence = Literal["measured", "hinted", "estimated"]
"""How a figure is known: seen by the page or the server, revealed by other software, or computed
from both under an assumption."""


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A figure.

    `name` and `meaning` are shown to people; `meaning` begins with the evidence. `short` is the
    heading in a terminal. `reason` says why a column is stored; a figure without it is computed
    from others. `of_articles` and `of_channels` say whether it is shown for each article and for
    each channel of an article, `in_lists` whether lists of articles have a column for it, and
    `shown_as` how the report begins with it. Pages show it with `places` decimal places, and as a
    percentage if `is_percentage`: its value is a part of 1.
    """

    name: _StrPromise
    meaning: _StrPromise
    short: _StrPromise | None = None
    evidence: Evidence = "measured"
    is_percentage: bool = False
    places: int = 0
    reason: _StrPromise | None = None
    of_articles: bool = False
    of_channels: bool = False
    in_lists: bool = False
    shown_as: Literal["card", "bar"] | None = None

    def format(self, value: float) -> str:
        """Return a value as pages show it."""
        if self.is_percentage:
            return format_percentage(value, places=self.places)
        return format_decimal(value, places=self.places) if self.places else format_number(value)

    def round(self, value: float) -> float:
        """Return a value without the decimal places that pages do not show."""
        if self.is_percentage:
            return round(100 * value, self.places) / 100
        return round(value, self.places)


ACTS: Final = "acts"
"""Shares and copies together."""

FIGURES: Final[dict[str, Figure]] = {
    ACTS: Figure(
        name=_("Shares and copies"),
        meaning=_(
            "Measured: a reader used a share button, or copied the link, an image, or a passage "
            "of 12 words or more."
        ),
    ),
    "clickbacks": Figure(
        name=_("Visits from shares"),
        short=_("Visits"),
        meaning=_(
            "Measured: a shared link was opened. Counted once a day for each reader and "
            "link. It proves that the share arrived."
        ),
        reason=_("How many visits came from shares"),
        of_articles=True,
        of_channels=True,
        in_lists=True,
        shown_as="card",
    ),
    "shares": Figure(
        name=_("Shares"),
        meaning=_(
            "Measured: a reader used a share button. Whether the message was sent cannot be seen."
        ),
        reason=_("How often a share button was used"),
        of_articles=True,
        of_channels=True,
        in_lists=True,
        shown_as="card",
    ),
    "copies": Figure(
        name=_("Copies"),
        meaning=_(
            "Measured: a reader copied the link, an image, or a passage of 12 words or more."
        ),
        reason=_("How often the link, an image or a passage was copied"),
        of_articles=True,
        of_channels=True,
        in_lists=True,
        shown_as="card",
    ),
    "reshares": Figure(
        name=_("Reshares"),
        meaning=_("Measured: shares and copies by readers who came through a shared link."),
        reason=_("How many shares and copies were reshares"),
        of_articles=True,
        of_channels=True,
        in_lists=True,
        shown_as="card",
    ),
    "views": Figure(
        name=_("Page views"),
        short=_("Views"),
        meaning=_("Measured: the page was opened in a browser with JavaScript. Bots are left out."),
        reason=_("How often the page was viewed"),
        of_articles=True,
        in_lists=True,
        shown_as="card",
    ),
    "entries": Figure(
        name=_("Visits"),
        meaning=_(
            "Measured: page views that began a visit. The other page views followed a link "
            "within the site."
        ),
        reason=_("How many page views began a visit"),
        of_articles=True,
        shown_as="card",
    ),
    "marked": Figure(
        name=_("Tracked shares"),
        meaning=_(
            "Measured: shares and copies whose link carried a mark, so that the visits it "
            "brings can be counted."
        ),
        reason=_("How many shares and copies carried a mark"),
        of_articles=True,
        shown_as="card",
    ),
    "inferred": Figure(
        name=_("Shares seen only by their visits"),
        meaning=_(
            "Hinted: a link brought a visit, but its share was never recorded, because the "
            "event was blocked or lost."
        ),
        evidence="hinted",
        reason=_("How many links are known only by their visits"),
        of_articles=True,
        shown_as="card",
    ),
    "lookups": Figure(
        name=_("Words copied"),
        meaning=_(
            "Measured: a reader copied fewer than 12 words, to look them up, for example. These "
            "copies are not shares, and no other figure contains them."
        ),
        reason=_("How often a few words were copied"),
        of_articles=True,
        shown_as="card",
    ),
    "inferred_clickbacks": Figure(
        name=_("Visits from shares that were never recorded"),
        meaning=_("Measured: visits from shares seen only by their visits."),
        reason=_("How many visits came through links that are known only by their visits"),
    ),
    "arrivals": Figure(
        name=_("Visits known only by channel"),
        meaning=_(
            "Measured: visits whose mark names only the channel, because the reader asked for "
            "privacy or has no JavaScript."
        ),
        reason=_("How many visits came through a mark that names only the channel"),
    ),
    "dark": Figure(
        name=_("Visits without a referrer"),
        meaning=_("Hinted: no referrer, and a page whose address is too long to type."),
        evidence="hinted",
        reason=_("How many visits came without a referrer to a deep page"),
    ),
    "visits_per_share": Figure(
        name=_("Visits per share"),
        meaning=_(
            "Measured: visits from recorded shares, divided by tracked shares. One share "
            "may bring many visits, so this is not a percentage. Facebook and LinkedIn are "
            "likely to drop the mark: shares there count, but the visits they bring are "
            "not known."
        ),
        places=2,
        shown_as="card",
    ),
    "reshares_per_100_shares": Figure(
        name=_("Reshares per 100 shares"),
        meaning=_(
            "Measured: shares and copies by readers who came through a shared link, for "
            "every 100 tracked shares."
        ),
        places=1,
        shown_as="card",
    ),
    "lift": Figure(
        name=_("Visits from shares per other visit"),
        meaning=_("Measured: visits from shares, divided by all other visits."),
        places=2,
        shown_as="card",
    ),
    "part_of_visits": Figure(
        name=_("Part of all visits"),
        meaning=_("Measured: visits from shares, as a percentage of all visits."),
        is_percentage=True,
        places=1,
        shown_as="card",
    ),
    "private_share": Figure(
        name=_("Private share"),
        meaning=_(
            "Measured: the percentage of tracked shares that went through private "
            "channels, where readers could choose public ones, too. In 2016 RadiumOne found "
            "84 %. RadiumOne counted copied addresses as private, and so does this figure."
        ),
        is_percentage=True,
        shown_as="bar",
    ),
    "private_share_of_buttons": Figure(
        name=_("Private share without copies"),
        meaning=_(
            "Measured: the same percentage without copied links, because a copied link may "
            "also be posted in public."
        ),
        is_percentage=True,
        shown_as="bar",
    ),
    "low": Figure(
        name=_("Private visits, at least"),
        meaning=_("Estimated: the lower end of the interval of private visits."),
        evidence="estimated",
    ),
    "likely": Figure(
        name=_("Private visits"),
        meaning=_(
            "Estimated: how many visits without a referrer came from links shared in private."
        ),
        evidence="estimated",
    ),
    "high": Figure(
        name=_("Private visits, at most"),
        meaning=_("Estimated: the upper end of the interval of private visits."),
        evidence="estimated",
    ),
}
"""Every figure by its name in code, exports and the API, in the order in which editors read."""

STORED: Final = {name: figure for name, figure in FIGURES.items() if figure.reason}
"""The figures that have a column."""
OF_ARTICLES: Final = {name: figure for name, figure in FIGURES.items() if figure.of_articles}
"""The counts of an article."""
SORTABLE: Final = {ACTS: FIGURES[ACTS], **OF_ARTICLES}
"""The figures by which articles can be sorted, and which a page can ask for."""
OF_CHANNELS: Final = {name: figure for name, figure in FIGURES.items() if figure.of_channels}
"""The counts of each channel of an article or a day."""
IN_LISTS: Final = {name: figure for name, figure in FIGURES.items() if figure.in_lists}
"""The columns in lists of articles."""
IN_REPORT: Final = {name: figure for name, figure in FIGURES.items() if figure.shown_as}
"""The figures of the report."""
FIRST: Final = ("marked", "clickbacks", "part_of_visits", "reshares")
"""The figures with which the report begins."""
