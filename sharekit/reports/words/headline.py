"""The sentences that sum up a period."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext

from sharekit.formats import format_number
from sharekit.reports.figures.summary import Summary
from sharekit.reports.words.names import name_channel
from sharekit.reports.words.periods import format_last_days


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
    best = summary.channels[0] if summary.channels else None
    if best and (brought := best.counts["clickbacks"]):
        sentence = ngettext(
            "%(channel)s brought the most: %(count)s visit.",
            "%(channel)s brought the most: %(count)s visits.",
            brought,
        )
        count = format_number(brought)
        sentences.append(sentence % {"channel": name_channel(best.channel), "count": count})
    sentences.append(gettext("Whether a message was sent, and by whom, cannot be seen."))
    return " ".join(sentences)
