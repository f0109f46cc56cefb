"""Parts of a letter, each as text and as HTML for mail programs, which drop styles and SVG."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from sharekit.contrib.mails.writing.blocks import Shown

_HEADING: Final = SafeString('<h2 style="margin:24px 0 8px;font-size:18px;line-height:1.3">{}</h2>')
_PARAGRAPH: Final = SafeString('<p style="margin:0 0 16px">{}</p>')
_LINK: Final = SafeString(
    '<p style="margin:0 0 16px"><a href="{}" style="color:#0b57a4">{}</a></p>'
)
_ARTICLE: Final = SafeString(
    '<p style="margin:0 0 16px"><a href="{}" style="color:#0b57a4"><bdi>{}</bdi></a><br>\n{}</p>'
)
_TABLE: Final = SafeString(
    '<table style="margin:0 0 16px;border-collapse:collapse;width:100%">\n'
    '<caption style="text-align:start;padding:0 0 8px">{}</caption>\n'
    "<thead><tr>{}</tr></thead>\n<tbody>\n{}\n</tbody></table>"
)
_CELL: Final = (
    "padding:6px 8px 6px 0;border-bottom:1px solid #8a919c;vertical-align:top;overflow-wrap:normal;"
)
_START: Final = f"{_CELL}text-align:start;font-weight:normal"
_END: Final = f"{_CELL}text-align:end"


def head(text: str) -> Shown:
    """Return a heading."""
    return Shown(f"{text}\n{'-' * len(text)}", format_html(_HEADING, text))


def say(*sentences: str) -> Shown:
    """Return a paragraph."""
    text = " ".join(filter(None, sentences))
    return Shown(text, format_html(_PARAGRAPH, text))


def link(label: str, address: str) -> Shown:
    """Return a link on a line of its own."""
    return Shown(f"{label}:\n{address}", format_html(_LINK, address, label))


def show_article(title: str, address: str, *sentences: str) -> Shown:
    """Return an article with what there is to say about it."""
    name, reason = " ".join(title.split()) or address, " ".join(filter(None, sentences))
    text = "\n".join([name, *([reason] if reason else []), address])
    return Shown(text, format_html(_ARTICLE, address, name, reason))


def tabulate(caption: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Shown:
    """Return a table whose first column names the row, and whose others hold figures."""
    return Shown(_write_table(caption, headings, rows), _render_table(caption, headings, rows))


def join(parts: Iterable[Shown]) -> Shown:
    """Return all parts in their order."""
    given = list(parts)
    return Shown(
        "\n\n".join(part.text for part in given),
        SafeString("\n".join(part.html for part in given)),
    )


def _write_table(caption: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [headings, *rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    written = (
        "  ".join(
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )
    return "\n".join([caption, "", *written])


def _render_table(
    caption: str, headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> SafeString:
    first = format_html_join(
        "",
        '<th scope="col" style="{}">{}</th>',
        ((_END if place else _START, heading) for place, heading in enumerate(headings)),
    )
    lines = (
        format_html(
            '<tr><th scope="row" style="{}">{}</th>{}</tr>',
            _START,
            row[0],
            format_html_join("", '<td style="{}">{}</td>', ((_END, cell) for cell in row[1:])),
        )
        for row in rows
    )
    return format_html(_TABLE, caption, first, SafeString("\n".join(lines)))
