"""Figures and their changes, as pages show them."""

from __future__ import annotations

from django.utils.translation import get_language_bidi, gettext

from sharekit.figures import FIGURES
from sharekit.formats import format_number
from sharekit.reports.figures.rounding import STEP


def format_figure(name: str, figure: float | None) -> str:
    """Return a figure of the catalogue as pages show it; a ratio of too few acts is None."""
    return gettext("too few to show") if figure is None else FIGURES[name].format(figure)


def format_change(name: str, now: float | None, before: float | None) -> str:
    """Return how a figure changed, in absolute numbers: `+12 (before: 80)`."""
    was = {"before": format_figure(name, before)}
    if now is None or before is None:
        return gettext("before: %(before)s") % was
    change = format_figure(name, abs(now - before))
    if change == format_figure(name, 0):
        return gettext("as before")
    change = ("+" if now > before else "\N{MINUS SIGN}") + change
    if get_language_bidi():
        # Otherwise a right-to-left text would move the sign behind the number.
        change = f"\N{LEFT-TO-RIGHT ISOLATE}{change}\N{POP DIRECTIONAL ISOLATE}"
    return gettext("%(change)s (before: %(before)s)") % {"change": change, **was}


def format_brought(number: int) -> str:
    """Return such a figure as pages show it."""
    if number:
        return format_number(number)
    return gettext("fewer than %(step)s") % {"step": STEP}
