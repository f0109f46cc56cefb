"""Writes the parts of a body twice, with the same links: as text and as HTML for mail programs.

Mail programs drop style sheets, so that each element has its style; colours for dark screens are
in the letter's base.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import msgspec
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from sharekit.contrib.mails.exceptions import Skip
from sharekit.contrib.mails.models import Mail, Message
from sharekit.contrib.mails.writing import addresses, places, spans
from sharekit.contrib.mails.writing.blocks import BLOCKS, Shown
from sharekit.contrib.mails.writing.body import Items, Link, Paragraph, Part, Slot
from sharekit.contrib.mails.writing.spans import Span

_PARAGRAPH: Final = SafeString('<p style="margin:0 0 16px">{}</p>')
_LIST: Final = SafeString('<ul style="margin:0 0 16px;padding:0 24px">\n{}\n</ul>')
_ITEM: Final = SafeString('<li style="margin:0 0 4px">{}</li>')
_BLOCK: Final = SafeString('<div style="margin:0 0 16px">{}</div>')
_SHOWN: Final = SafeString('<a href="{}" style="color:#0b57a4">{}</a>')
# An address reads from left to right in every language.
_ADDRESS: Final = SafeString('<a href="{}" dir="ltr" style="color:#0b57a4">{}</a>')
_BUTTON: Final = SafeString(
    '<p style="margin:8px 0 24px"><a class="sk-button" href="{}" style="display:inline-block;'
    "padding:12px 24px;border-radius:6px;background:#0b57a4;color:#ffffff;font-weight:bold;"
    'text-decoration:none">{}</a></p>'
)


def render(parts: Iterable[Part], values: Mapping[str, str], *, message: Message) -> Shown:
    """Return the parts as text and HTML, their places filled.

    Raises Skip if there is nothing to show, and ValueError if a block is broken.
    """
    shown = [_render(part, values, message) for part in parts]
    notes = tuple(note for each in shown for note in each.notes)
    if notes and not any(each.text for each in shown):
        raise Skip("nothing-new")
    # A block that is empty leaves no gap.
    visible = [each for each in shown if each.html]
    return Shown(
        "\n\n".join(each.text for each in visible),
        SafeString("\n".join(each.html for each in visible)),
        notes,
    )


def _render(part: Part, values: Mapping[str, str], message: Message) -> Shown:
    if isinstance(part, Slot):
        return _render_slot(part, message)
    if isinstance(part, Link):
        return _render_link(part, values, message.mail)
    if isinstance(part, Items):
        lines = [spans.read(item, values, mail=message.mail) for item in part.items]
        items = format_html_join("\n", _ITEM, ((_join(line),) for line in lines))
        return Shown("\n".join(f"- {_join_text(line)}" for line in lines), _fill(_LIST, items))
    return _render_paragraph(part, values, message.mail)


def _render_paragraph(part: Paragraph, values: Mapping[str, str], mail: Mail) -> Shown:
    lines = [spans.read(line, values, mail=mail) for line in part.lines]
    html = SafeString("<br>\n").join(map(_join, lines))
    return Shown("\n".join(map(_join_text, lines)), _fill(_PARAGRAPH, SafeString(html)))


def _render_link(part: Link, values: Mapping[str, str], mail: Mail) -> Shown:
    label = places.fill(part.label, values)
    address = addresses.complete(part.address, values, mail=mail)
    if not address:
        # A fact is missing, or not an address: at worst a sentence without its link.
        return Shown(label, _fill(_PARAGRAPH, escape(label)))
    link = _fill(_BUTTON if part.is_button else _PARAGRAPH, address, label)
    if not part.is_button:
        link = _fill(_PARAGRAPH, _fill(_SHOWN, address, label))
    return Shown(f"{label}:\n{address}", link)


def _render_slot(part: Slot, message: Message) -> Shown:
    if message.mail.kind != Mail.Kind.MARKETING:
        raise ValueError(f"Only a marketing mail may show {{{part.name}}}.")
    shown = BLOCKS[part.name].show(message, part.argument)
    if shown is None:
        raise Skip("nothing-new")
    if not shown.html:
        return shown
    return msgspec.structs.replace(shown, html=_fill(_BLOCK, shown.html))


def _join(line: Iterable[Span]) -> SafeString:
    return SafeString("".join(map(_render_span, line)))


def _render_span(span: Span) -> SafeString:
    if span.address:
        return _fill(_ADDRESS, span.address, span.text)
    if span.is_value:
        # A name may be written in the other direction.
        return _fill(SafeString("<bdi>{}</bdi>"), span.text)
    return escape(span.text)


def _join_text(line: Iterable[Span]) -> str:
    return "".join(span.address or span.text for span in line)


def _fill(template: SafeString, *values: str) -> SafeString:
    return format_html(template, *values)
