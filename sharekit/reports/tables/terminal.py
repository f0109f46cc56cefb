"""The report as a table for a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Final
from unicodedata import combining, east_asian_width

from django.utils.translation import gettext as _

from sharekit.figures import IN_LISTS
from sharekit.formats import format_number
from sharekit.reports.figures.tips.promising import Promising
from sharekit.reports.figures.tips.rising import Rising
from sharekit.reports.tables.articles import CountedArticles
from sharekit.reports.tables.sections import ReadSection
from sharekit.reports.words.names import format_channels
from sharekit.reports.words.reasons import format_no_rising, format_promising, format_rising

WIDTH: Final = 80
"""Columns of the narrowest terminal."""
_NUMBER: Final = 8


def render_table(report: CountedArticles) -> str:
    """Return a line of figures for each article, followed by its address and its channels.

    Without articles it is a sentence that says what to do.
    """
    if not report.articles:
        return _("Nothing was counted. If you did not expect this, run manage.py sharekit_doctor.")
    headings = [str(figure.short or figure.name) for figure in IN_LISTS.values()]
    lines = [_format_line(_("Article"), headings)]
    for article in report.articles:
        lines.append(
            _format_line(
                article.title, [format_number(article.counts[count]) for count in IN_LISTS]
            )
        )
        lines += [
            f"  {_fit(text, WIDTH - 2).rstrip()}"
            for text in (article.url, format_channels(article.channels, between=", "))
            if text
        ]
    lines += [
        "",
        _("Visits: from shares. Reshares: shares and copies by readers from shares."),
    ]
    if report.has_history is False:
        lines += ["", _("Going up"), *_indent(format_no_rising(has_history=False))]
    rising = [(each, format_rising(each)) for each in report.rising]
    promising = [(each, format_promising(each)) for each in report.promising]
    return "\n".join(
        [*lines, *_list_tips(_("Going up"), rising), *_list_tips(_("Worth pushing"), promising)]
    )


def render_section(section: ReadSection) -> str:
    """Return the table of an optional app with its sentences; wide ones pass the 80 columns."""
    first, *others = section.table.columns
    rows = [
        (first.format(row[first.name]), [each.format(row[each.name]) for each in others])
        for row in section.table.list_rows()
    ]
    headed = [(str(first.heading), [str(each.heading) for each in others]), *rows]
    widths = [max(_measure(cells[place]) for _n, cells in headed) for place in range(len(others))]
    name_width = min(WIDTH // 2, max(_measure(name) for name, _cells in headed))
    lines = [
        " ".join(
            [
                _fit(name, name_width),
                *(
                    " " * (width - _measure(cell)) + cell
                    for width, cell in zip(widths, cells, strict=True)
                ),
            ]
        ).rstrip()
        for name, cells in headed
    ]
    sentences = [line for each in section.sentences for line in wrap(each, WIDTH)]
    return "\n".join([*sentences, *([""] if sentences else []), *lines])


def _list_tips(heading: str, tips: Sequence[tuple[Rising | Promising, str]]) -> Iterator[str]:
    """Yield a heading, and the title of each article with the reason below it."""
    if tips:
        yield from ("", heading)
    for article, reason in tips:
        yield _fit(article.title or article.url, WIDTH).rstrip()
        yield from _indent(reason)


def _indent(sentence: str) -> list[str]:
    return wrap(sentence, WIDTH, initial_indent="  ", subsequent_indent="  ")


def _format_line(title: str, cells: list[str]) -> str:
    numbers = "".join(f" {cell:>{_NUMBER}}" for cell in cells)
    return _fit(title, WIDTH - len(numbers)) + numbers


def _fit(text: str, width: int) -> str:
    """Return the text without control characters, cut or padded to that many columns."""
    text = "".join(character if character.isprintable() else " " for character in text)
    if _measure(text) > width:
        while _measure(text) > width - 1:
            text = text[:-1]
        text += "…"
    return text + " " * (width - _measure(text))


def _measure(text: str) -> int:
    """Return the columns that a text takes up in a terminal."""
    return sum(
        0 if combining(character) else 1 + (east_asian_width(character) in "WF")
        for character in text
    )
