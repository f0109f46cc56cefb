"""Figures and their changes, as pages show them."""

from __future__ import annotations

from typing import Final

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


def format_change(name: str, now: float | None, before: float | None) -> str:
    """Return how a figure changed: `+12 (+15 %), from 80 to 92`, a percentage by its points.

    A count has a percentage if both numbers are FEWEST or more, and if it is at least 1 %.
    """
    parts = {"before": format_figure(name, before), "now": format_figure(name, now)}
    if now is None or before is None:
        return gettext("before: %(before)s") % parts
    change = format_difference(name, now, before)
    if not change:
        return gettext("as before: %(before)s") % parts
    parts |= {"change": change, "percent": format_percent(name, now, before)}
    if not parts["percent"]:
        return gettext("%(change)s, from %(before)s to %(now)s") % parts
    return gettext("%(change)s (%(percent)s), from %(before)s to %(now)s") % parts


def format_difference(name: str, now: float | None, before: float | None) -> str:
    """Return the difference of two figures as they are shown, with its sign, "" without one."""
    if now is None or before is None:
        return ""
    now, before = (FIGURES[name].round(value) for value in (now, before))
    difference = format_figure(name, abs(now - before))
    if difference == format_figure(name, 0):
        return ""
    if FIGURES[name].is_percentage:
        points = format_decimal(100 * abs(now - before), places=1)
        difference = gettext("%(number)s points") % {"number": points}
    return _isolate(_get_sign(now, before) + difference)


def format_percent(name: str, now: float | None, before: float | None) -> str:
    """Return the difference of two counts in per cent, "" for other figures and small numbers."""
    if now is None or before is None or name not in STORED or min(now, before) < FEWEST:
        return ""
    ratio = abs(now - before) / before
    if round(100 * ratio) < 1:
        return ""
    return _isolate(_get_sign(now, before) + format_percentage(ratio))


def _get_sign(now: float, before: float) -> str:
    return "+" if now > before else "\N{MINUS SIGN}"


def _isolate(number: str) -> str:
    """Return a number whose sign stays before it in a text that runs to the left."""
    if not get_language_bidi():
        return number
    return f"\N{LEFT-TO-RIGHT ISOLATE}{number}\N{POP DIRECTIONAL ISOLATE}"


def format_brought(number: int) -> str:
    """Return such a figure as pages show it."""
    if number:
        return format_number(number)
    return gettext("fewer than %(step)s") % {"step": STEP}
