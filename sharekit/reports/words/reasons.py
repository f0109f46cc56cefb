"""The sentences that say why an article is going up, or worth pushing."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext

from sharekit.channels.find import is_pushed
from sharekit.formats import format_number
from sharekit.reports.figures.tips.best_channel import BestChannel
from sharekit.reports.figures.tips.promising import Promising
from sharekit.reports.figures.tips.rising import Rising
from sharekit.reports.words.names import name_channel
from sharekit.reports.words.numbers import format_figure


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
        "%(acts)s share or copy in %(views)s page views, usually %(usual)s.",
        "%(acts)s shares and copies in %(views)s page views, usually %(usual)s.",
        found.acts,
    )
    return sentence % {
        "acts": format_number(found.acts),
        "views": format_number(found.views),
        "usual": _format_usual(found.usual),
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
    if not is_pushed(best.channel):
        return gettext("Passed on by:")
    if best.visits_per_share is not None:
        return gettext("Best channel:")
    return gettext("Best so far:")


def format_evidence(best: BestChannel) -> str:
    """Return what the chosen channel brought, "" if it brought nothing yet."""
    if best.visits_per_share is not None:
        number = format_figure("visits_per_share", best.visits_per_share)
        return gettext("%(number)s visits per share") % {"number": number}
    if not best.visits:
        return ""
    sentence = ngettext("%(count)s visit", "%(count)s visits", best.visits)
    return sentence % {"count": format_number(best.visits)}


def _format_channel(best: BestChannel) -> str:
    evidence = format_evidence(best)
    channel = f"{label_channel(best)} {name_channel(best.channel)}"
    return f"{channel} ({evidence})." if evidence else f"{channel}."


def _format_usual(usual: float) -> str:
    return format_number(round(usual)) if usual >= 1 else gettext("fewer than 1")
