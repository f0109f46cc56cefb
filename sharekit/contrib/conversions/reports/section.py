"""The section of conversions on the report and on the page of an article."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sharekit.channels.find import find
from sharekit.contrib.conversions.conf import settings
from sharekit.contrib.conversions.reports.figures import (
    ByShare,
    Kind,
    Named,
    Totals,
    sum_all,
    sum_by_share,
)
from sharekit.extensions import Section
from sharekit.formats import format_number
from sharekit.models import Article

MOST: Final = 50
"""The most articles, and the most campaign links, that are listed for a goal."""


def list_rows(
    article: Article | None,
    since: date | None,
    until: date | None,
    articles: QuerySet[Article] | None,
) -> list[Mapping[str, Any]] | None:
    """Return all conversions of a period, then those by shares; None if the site has no goals.

    How many there were of one article, or of some, is unknown, because most name none.
    """
    if not settings.goals:
        return None
    totals = sum_all(since, until) if article is None and articles is None else []
    by_share = sum_by_share(article, since, until, articles)
    rows: list[Mapping[str, Any]] = []
    for goal in _list_goals(totals, by_share):
        rows += [_describe_all(each) for each in totals if each.goal == goal]
        rows += map(_describe, _cut(each for each in by_share if each.goal == goal))
    return rows


def list_sentences(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Say for each goal how many came by a share, where the number of all is known."""
    for goal in dict.fromkeys(row["goal"] for row in rows if row["kind"] == ""):
        of_goal = [row for row in rows if row["goal"] == goal]
        number = sum(row["conversions"] - row["reversed"] for row in of_goal if row["kind"] == "")
        shown = sum(row["conversions"] for row in of_goal if row["kind"] == "all")
        words = {
            "goal": _get_title(goal),
            "all": format_number(number),
            "shown": format_number(shown),
        }
        if not shown:
            sentence = _("%(goal)s: %(all)s. Those by a share that we saw are shown from five on.")
        elif shown > number:
            # A step that was released in these days began before them, or reversals have not made
            # a step back yet.
            sentence = _(
                "%(goal)s: %(all)s, and %(shown)s by a share that we saw, some of them before "
                "these days, or reversed since."
            )
        else:
            sentence = _(
                "%(goal)s: %(shown)s of %(all)s came by a share that we saw: a lower bound."
            )
        yield sentence % words


def _list_goals(totals: Iterable[Totals], by_share: Iterable[ByShare]) -> list[str]:
    """Return the names of the goals that have figures, in the order of GOALS."""
    found = {each.goal for each in totals} | {each.goal for each in by_share}
    return [name for name in dict.fromkeys((*settings.goals, *sorted(found))) if name in found]


def _get_title(goal: str) -> str:
    """Return the title of a goal; one that was taken out of GOALS has only its name."""
    return str(settings.goals.get(goal, goal))


def _cut(figures: Iterable[ByShare]) -> Iterator[ByShare]:
    """Yield figures, of each kind only the first ones."""
    counts: dict[Kind, int] = {}
    for figure in figures:
        counts[figure.named.kind] = counts.get(figure.named.kind, 0) + 1
        if counts[figure.named.kind] <= MOST:
            yield figure


def _describe_all(totals: Totals) -> dict[str, Any]:
    return {
        "goal": totals.goal,
        "kind": "",
        "name": _get_title(totals.goal),
        "conversions": totals.conversions,
        "reversed": totals.reversed,
        "value": totals.value,
        "currency": totals.currency,
    }


def _describe(figure: ByShare) -> dict[str, Any]:
    named = figure.named
    return {
        "goal": figure.goal,
        "kind": named.kind,
        "name": _NAMES[named.kind](_get_title(figure.goal), named),
        "conversions": figure.conversions,
        "reversed": None,
        "value": figure.value,
        "currency": figure.currency,
    }


def _get_channel(named: Named) -> str:
    channel = find(named.channel)
    return str(channel.name) if channel else named.channel


_NAMES: Final[dict[Kind, Callable[[str, Named], str]]] = {
    "all": lambda goal, _named: _("%(goal)s: by a share") % {"goal": goal},
    "channel": lambda goal, named: (
        _("%(goal)s: by %(channel)s") % {"goal": goal, "channel": _get_channel(named)}
    ),
    "article": lambda goal, named: (
        _("%(goal)s: by a share of “%(title)s”") % {"goal": goal, "title": named.title}
    ),
    "link": lambda goal, named: (
        _("%(goal)s: by the campaign link “%(campaign)s” (%(channel)s)")
        % {"goal": goal, "campaign": named.campaign, "channel": _get_channel(named)}
    ),
}

SECTION: Final = Section(
    heading=gettext_lazy("Conversions"),
    meaning=gettext_lazy(
        "All conversions of the site are exact. Those by a share are a lower bound, because nobody "
        "sees what follows on another day or device, except for up to four that were reversed. "
        "They are shown in steps of five, so that no figure reveals a single one: up to eight of "
        "them wait for the next step, which belongs to the day of its last conversion, and five "
        "reversals take a step back. Each line has its own steps, so lines do not add up."
    ),
    columns={
        "name": gettext_lazy("Goal"),
        "conversions": gettext_lazy("Conversions"),
        "reversed": gettext_lazy("Reversed"),
        "value": gettext_lazy("Value"),
        "currency": gettext_lazy("Currency"),
    },
    list_rows=list_rows,
    list_sentences=list_sentences,
)
