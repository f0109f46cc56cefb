"""Figures and their changes, as pages show them."""

from __future__ import annotations

from typing import Final, Literal

import msgspec
from django.utils.translation import get_language_bidi, gettext

from sharekit.figures import FIGURES, STORED
from sharekit.formats import format_decimal, format_number, format_percentage
from sharekit.reports.figures.rounded.rounding import STEP

FEWEST: Final = 20
"""The smallest number from which, and to which, a change is shown as a percentage."""


def format_figure(name: str, figure: float | None) -> str:
    """Return a figure of the catalogue as pages show it; a ratio of too few acts is None."""
    return gettext("too few to show") if figure is None else FIGURES[name].format(figure)


def format_ratio(name: str, figure: float | None) -> str:
    """Return a ratio as the cell of a table, `-` if it rests on too few acts."""
    return "-" if figure is None else FIGURES[name].format(figure)


class Change(msgspec.Struct, frozen=True):
    """Whether a figure went up or down, "" if it did neither, and by how much: `23 % less`.

    `words` is "" if one of both figures is unknown.
    """

    direction: Literal["up", "down", ""]
    words: str


def describe_change(name: str, now: float | None, before: float | None) -> Change:
    """Return how a figure changed: in per cent, otherwise by its difference.

    A count has a percentage if both numbers are FEWEST or more, and if it is at least 1 %. A
    percentage changes by points.
    """
    if now is None or before is None:
        return Change("", "")
    size = _measure_percent(name, now, before) or _measure_difference(name, now, before)
    if not size:
        return Change("", gettext("as before"))
    if now > before:
        return Change("up", gettext("%(change)s more") % {"change": size})
    return Change("down", gettext("%(change)s less") % {"change": size})


def format_difference(name: str, now: float | None, before: float | None) -> str:
    """Return the difference of two figures as they are shown, with its sign, "" without one."""
    if now is None or before is None:
        return ""
    return _sign(_measure_difference(name, now, before), now, before)


def format_percent(name: str, now: float | None, before: float | None) -> str:
    """Return the difference of two counts in per cent, "" for other figures and small numbers."""
    if now is None or before is None:
        return ""
    return _sign(_measure_percent(name, now, before), now, before)


def _measure_difference(name: str, now: float, before: float) -> str:
    """Return how far two figures are apart, "" if they look the same."""
    now, before = (FIGURES[name].round(value) for value in (now, before))
    difference = format_figure(name, abs(now - before))
    if difference == format_figure(name, 0):
        return ""
    if not FIGURES[name].is_percentage:
        return difference
    points = format_decimal(100 * abs(now - before), places=1)
    return gettext("%(number)s points") % {"number": points}


def _measure_percent(name: str, now: float, before: float) -> str:
    """Return how far two counts are apart in per cent of the second, "" if that says little."""
    if name not in STORED or min(now, before) < FEWEST:
        return ""
    ratio = abs(now - before) / before
    return format_percentage(ratio) if round(100 * ratio) else ""


def _sign(size: str, now: float, before: float) -> str:
    """Return a difference with its sign, which stays before it in a text that runs to the left."""
    if not size:
        return ""
    number = ("+" if now > before else "\N{MINUS SIGN}") + size
    if not get_language_bidi():
        return number
    return f"\N{LEFT-TO-RIGHT ISOLATE}{number}\N{POP DIRECTIONAL ISOLATE}"


def format_brought(number: int) -> str:
    """Return such a figure as pages show it."""
    if number:
        return format_number(number)
    return gettext("fewer than %(step)s") % {"step": STEP}
