"""Renders a report for a terminal of 80 columns, or as JSON."""

from __future__ import annotations

from textwrap import wrap
from typing import Final

import msgspec
from django.utils.translation import gettext as _

from sharekit.link_checks.apps import APPS, CHECKED
from sharekit.link_checks.check import PageCheck
from sharekit.link_checks.weigh import Row

_WIDTH: Final = 80
_COLUMNS: Final = (20, 14, 16, 12, 14)
_MOST_NAMES: Final = 6


def to_json(report: PageCheck) -> str:
    """Return the whole report as JSON, with the known needs of each app."""
    sources = {app.name: {"source": app.source, "checked": CHECKED} for app in APPS}
    whole = {
        "broken": report.is_broken,
        **msgspec.structs.asdict(report),
        "apps": [msgspec.structs.asdict(row) | sources[row.app] for row in report.apps],
    }
    return msgspec.json.format(msgspec.json.encode(whole), indent=2).decode()


def render_table(report: PageCheck) -> str:
    """Return the page's address, a line for each app, and the findings with their fixes."""
    lines = [report.address]
    if report.shared:
        lines.append(_("shared as %(url)s") % {"url": report.shared})
    lines += ["", _format_line((_("App"), _("Title"), _("Text"), _("Picture"), _("Link")))]
    lines += [_format_line(_format_cells(row)) for row in report.apps]
    words = {"problem": _("PROBLEM"), "hint": _("hint")}
    for finding in report.findings:
        names = _format_names(finding.apps)
        sentence = f"{words[finding.level]}: {finding.sentence}" + (names and f" [{names}]")
        lines += ["", *_fold(sentence, ""), *_fold(finding.step, "    ")]
    return "\n".join(_clean(line) for line in lines)


def _format_cells(row: Row) -> tuple[str, ...]:
    shows = {"large": _("yes"), "small": _("small"), "not": _("no"), "unknown": _("not known")}
    keeps = {
        "shared": _("as shared"),
        "unmarked": _("without mark"),
        "other": _("another one"),
    }
    # A name in angle brackets is an HTML tag, not a meta tag for previews.
    own = {"title": "<title>", "description": "<description>", "": _("no")}
    if not row.previews:
        return (row.app, "", "", "", keeps[row.keeps])
    title, text = (own.get(tag, _("yes")) for tag in (row.title, row.text))
    return (row.app, title, text, shows[row.shows], keeps[row.keeps])


def _format_line(cells: tuple[str, ...]) -> str:
    return "".join(f"{cell:{width}}" for cell, width in zip(cells, _COLUMNS, strict=True)).rstrip()


def _format_names(names: tuple[str, ...]) -> str:
    if len(names) >= len(APPS) - 1:
        return _("all apps")
    shown = ", ".join(names[:_MOST_NAMES])
    rest = len(names) - _MOST_NAMES
    return _("%(names)s and %(rest)s more") % {"names": shown, "rest": rest} if rest > 0 else shown


def _fold(text: str, indent: str) -> list[str]:
    """Return lines of at most 80 columns, without breaking text that is to be copied."""
    if text.startswith(("<", "{")):
        return [indent + text]
    return wrap(
        text,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _clean(line: str) -> str:
    # Text of a page is printed to a terminal: no escapes, no line breaks.
    return "".join(character if character.isprintable() else " " for character in line)
