"""The sentences that sum up a period."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext, ngettext

from sharekit.formats import format_number
from sharekit.reports.figures.summary import Summary
from sharekit.reports.words.names import name_channel
from sharekit.reports.words.periods import format_last_days

_MOST_EQUAL: Final = 2
"""The most channels with equal visits that are named."""


def format_unseen() -> str:
    """Return the sentence that says what no figure knows."""
    return gettext("Whether a message was sent, and by whom, cannot be seen.")


def format_headline(summary: Summary, *, days: int | None = None, when: str = "") -> str:
    """Return the sentences that sum up a period.

    `when` is the period's name, as `format_period` returns it; without it, `days` is the number of
    days up to today, None for all days.
    """
    acts = summary.counts["shares"] + summary.counts["copies"]
    visits = summary.counts["clickbacks"]
    when = when or (gettext("All days") if days is None else format_last_days(days))
    sentences = [
        ngettext(
            "%(when)s: %(count)s share or copy.",
            "%(when)s: %(count)s shares and copies.",
            acts,
        )
        % {"when": when, "count": format_number(acts)},
        ngettext(
            "Shared links brought %(count)s visit.",
            "Shared links brought %(count)s visits.",
            visits,
        )
        % {"count": format_number(visits)},
    ]
    if best := _format_best(summary):
        sentences.append(best)
    return " ".join(sentences)


def _format_best(summary: Summary) -> str:
    """Return which channel, or which two, brought the most visits; "" if more are equal."""
    most = summary.channels[0].counts["clickbacks"] if summary.channels else 0
    best = [each.channel for each in summary.channels if each.counts["clickbacks"] == most]
    if not most or len(best) > _MOST_EQUAL:
        return ""
    if len(best) == 1:
        sentence = ngettext(
            "%(channel)s brought the most: %(count)s visit.",
            "%(channel)s brought the most: %(count)s visits.",
            most,
        )
        return sentence % {"channel": name_channel(best[0]), "count": format_number(most)}
    sentence = ngettext(
        "%(one)s and %(other)s brought the most: %(count)s visit each.",
        "%(one)s and %(other)s brought the most: %(count)s visits each.",
        most,
    )
    one, other = map(name_channel, best)
    return sentence % {"one": one, "other": other, "count": format_number(most)}
