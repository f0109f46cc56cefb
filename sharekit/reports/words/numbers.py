"""Figures and their changes, as pages show them."""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.translation import get_language_bidi, gettext

from sharekit.formats import format_number
from sharekit.reports.figures.rounding import STEP
from sharekit.reports.words.names import FIGURES


def format_figure(name: str, figure: float | None) -> str:
    """Return a figure of FIGURES or RATIOS as pages show it."""
    if figure is None:
        return gettext("too few to show")
    if name in FIGURES:
        return format_number(int(figure))
    if name.startswith("private_share"):
        return gettext("%(number)s %%") % {"number": number_format(100 * figure, 0)}
    return number_format(figure, 1 if name == "reshares_per_100_shares" else 2, force_grouping=True)


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
