"""The sentences that say why an article is going up, or worth pushing."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext, ngettext

from sharekit.formats import format_decimal, format_number
from sharekit.reports.figures.tips.best_channel import BestChannel
from sharekit.reports.figures.tips.promising import Promising
from sharekit.reports.figures.tips.rising import Rising
from sharekit.reports.words.names import name_channel

PRECISE: Final = 100
"""From here on a number of page views needs no decimal."""


def format_rising(found: Rising) -> str:
    """Return why an article is going up, and its best channel."""
    return f"{explain_rising(found)} {_format_channel(found.best)}"


def explain_rising(found: Rising) -> str:
    """Return why an article is going up."""
    if found.figure == "clickbacks":
        sentence = ngettext(
            "%(count)s visit from shares in the last 24 hours, usually %(usual)s.",
            "%(count)s visits from shares in the last 24 hours, usually %(usual)s.",
            found.count,
        )
    else:
        sentence = ngettext(
            "%(count)s share or copy in the last 24 hours, usually %(usual)s.",
            "%(count)s shares and copies in the last 24 hours, usually %(usual)s.",
            found.count,
        )
    return sentence % {
        "count": format_number(found.count),
        "usual": _format_usual(found.usual),
    }


def format_promising(found: Promising) -> str:
    """Return why an article is worth pushing, and its best channel."""
    return f"{explain_promising(found)} {_format_channel(found.best)}"


def explain_promising(found: Promising) -> str:
    """Return why an article is worth pushing."""
    sentence = ngettext(
        "%(acts)s share or copy in %(views)s page views, usually 1 in %(each)s: %(factor)s times "
        "as often.",
        "%(acts)s shares and copies in %(views)s page views, usually 1 in %(each)s: %(factor)s "
        "times as often.",
        found.acts,
    )
    each = found.views / found.usual
    return sentence % {
        # Precise enough to check the factor.
        "each": format_number(round(each)) if each >= PRECISE else format_decimal(each, places=1),
        "acts": format_number(found.acts),
        "views": format_number(found.views),
        "factor": format_decimal(found.factor, places=1),
    }


def format_no_rising(*, has_history: bool) -> str:
    """Return why no article is going up."""
    if has_history:
        return gettext(
            "Nothing is going up now: in the last 24 hours, no article was shared or visited much "
            "more than usual."
        )
    return gettext(
        "There is nothing to compare with yet: first, shares or visits from shares of at least two "
        "days must be counted."
    )


def label_channel(best: BestChannel) -> str:
    """Return what the chosen channel of an article is."""
    if best.visits_per_share is not None:
        return gettext("Best channel:")
    return gettext("Most visits:") if best.visits else gettext("Most used:")


def _format_channel(best: BestChannel) -> str:
    if best.visits_per_share is not None:
        sentence = gettext("%(channel)s brought the most visits per share.")
    elif best.visits:
        sentence = gettext("Most visits came through %(channel)s.")
    else:
        sentence = gettext("Most shares went through %(channel)s.")
    return sentence % {"channel": name_channel(best.channel)}


def _format_usual(usual: float) -> str:
    return format_number(round(usual)) if usual >= 1 else gettext("fewer than 1")
