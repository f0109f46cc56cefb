"""The sentences that say why an article is going up, or worth pushing."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext

from sharekit.formats import format_decimal, format_number
from sharekit.reports.figures.tips.promising import Promising
from sharekit.reports.figures.tips.rising import Rising
from sharekit.reports.words.names import name_channel


def format_rising(found: Rising) -> str:
    """Return why an article is going up, with its best channel, as one sentence."""
    if found.figure == "clickbacks":
        sentence = ngettext(
            "%(count)s visit from shares in the last 24 hours, usually %(usual)s; most through "
            "%(channel)s.",
            "%(count)s visits from shares in the last 24 hours, usually %(usual)s; most through "
            "%(channel)s.",
            found.count,
        )
    elif found.best.visits_per_share is None:
        sentence = ngettext(
            "%(count)s share or copy in the last 24 hours, usually %(usual)s; most through "
            "%(channel)s.",
            "%(count)s shares and copies in the last 24 hours, usually %(usual)s; most through "
            "%(channel)s.",
            found.count,
        )
    else:
        sentence = ngettext(
            "%(count)s share or copy in the last 24 hours, usually %(usual)s; %(channel)s brought "
            "the most visits per share.",
            "%(count)s shares and copies in the last 24 hours, usually %(usual)s; %(channel)s "
            "brought the most visits per share.",
            found.count,
        )
    return sentence % {
        "count": format_number(found.count),
        "usual": _format_usual(found.usual),
        "channel": name_channel(found.best.channel),
    }


def format_promising(found: Promising) -> str:
    """Return why an article is worth pushing, with its best channel, as one sentence."""
    if found.best.visits_per_share is None:
        sentence = ngettext(
            "%(acts)s share or copy in %(views)s page views, %(factor)s times as often as usual; "
            "most through %(channel)s.",
            "%(acts)s shares and copies in %(views)s page views, %(factor)s times as often as "
            "usual; most through %(channel)s.",
            found.acts,
        )
    else:
        sentence = ngettext(
            "%(acts)s share or copy in %(views)s page views, %(factor)s times as often as usual; "
            "%(channel)s brought the most visits per share.",
            "%(acts)s shares and copies in %(views)s page views, %(factor)s times as often as "
            "usual; %(channel)s brought the most visits per share.",
            found.acts,
        )
    return sentence % {
        "acts": format_number(found.acts),
        "views": format_number(found.views),
        "factor": format_decimal(found.factor, places=1),
        "channel": name_channel(found.best.channel),
    }


def _format_usual(usual: float) -> str:
    return format_number(round(usual)) if usual >= 1 else gettext("fewer than 1")
