"""What figures and channels are called where people read them, and how each figure is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sharekit.channels import CHANNELS

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Figure(msgspec.Struct, frozen=True):
    """A figure's name, and a sentence on whether it is measured, hinted or estimated, and how."""

    name: _StrPromise
    meaning: _StrPromise


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
    ),
    "reshares": Figure(
        _("Passed on again"),
        _("Measured: shares and copies by readers who came through a shared link."),
    ),
}
"""Every figure by its name in COUNTS."""

_WAYS: Final[dict[str, str | Promise]] = {
    # A button is named by what it does, a count by what was done.
    "native": _("Share menu"),
    "copy-link": _("Copied link"),
    "unknown": _("Unknown way"),
}


def name_way(slug: str) -> str:
    """Return what a channel is called in a report."""
    return str(_WAYS.get(slug) or (CHANNELS[slug].name if slug in CHANNELS else slug))


def write_ways(channels: dict[str, dict[str, int]], *, between: str) -> str:
    """Return the shares and copies by way, the most used first: `WhatsApp 12 · Email 3`."""
    acts = {slug: counts["shares"] + counts["copies"] for slug, counts in channels.items()}
    most = sorted(acts.items(), key=lambda item: -item[1])
    return between.join(f"{name_way(slug)} {write_number(count)}" for slug, count in most if count)


def write_number(count: int) -> str:
    """Return a whole number with the separators of the reader's language."""
    return number_format(count, use_l10n=True, force_grouping=True)
