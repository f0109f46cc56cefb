"""Finds mistakes in an editor's text before it is saved."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from django.utils.translation import gettext as _

from sharekit.contrib.mails.models import Mail
from sharekit.contrib.mails.writing import body, places
from sharekit.contrib.mails.writing.blocks import BLOCKS
from sharekit.contrib.mails.writing.body import Items, Link, Part, Slot
from sharekit.contrib.mails.writing.letters import list_names

_BEGINNINGS: Final = ("https://", "http://", "/")


def find_in_subject(mail: Mail, subject: str) -> Iterator[str]:
    """Yield a translated sentence for each mistake in a subject."""
    if len(subject.splitlines()) > 1:
        yield _("A subject is one line.")
    yield from _find_in_text(subject, list_names(mail))


def find_in_body(mail: Mail, source: str) -> Iterator[str]:
    """Yield a translated sentence for each mistake in a text."""
    names = list_names(mail)
    for part in body.parse(source, blocks=BLOCKS):
        if isinstance(part, Slot):
            yield from _find_in_slot(mail, part)
        elif isinstance(part, Link):
            yield from _find_in_link(part, names)
        else:
            yield from _find_in_text("\n".join(_list_lines(part)), names)


def _find_in_slot(mail: Mail, part: Slot) -> Iterator[str]:
    if mail.kind != Mail.Kind.MARKETING:
        yield describe_advertising(part.name)


def describe_advertising(block: str) -> str:
    """Return why a block may not be in a service mail."""
    sentence = _("%(block)s is advertising, so it may only be in a mail of the kind “marketing”.")
    return sentence % {"block": f"{{{block}}}"}


def _find_in_link(part: Link, names: Collection[str]) -> Iterator[str]:
    yield from _find_in_text(part.label, names)
    first = places.PLACE.match(part.address)
    if first and first[2] in names and not first[2].endswith(places.ADDRESS_ENDING):
        sentence = _("%(place)s is not an address: only places whose names end with _url are.")
        yield sentence % {"place": first[0]}
    elif not first and not part.address.startswith(_BEGINNINGS):
        sentence = _("%(address)s is not an address: begin with https:// or with a slash.")
        yield sentence % {"address": part.address[:40]}
    yield from _find_in_text(part.address, names)


def _find_in_text(text: str, names: Collection[str]) -> Iterator[str]:
    inside = [name for name in places.list_places(text) if name in BLOCKS and name not in names]
    for name in inside:
        yield _("Write %(block)s on a line of its own.") % {"block": f"{{{name}}}"}
    yield from places.find_mistakes(places.fill(text, dict.fromkeys(inside, "")), names)


def _list_lines(part: Part) -> tuple[str, ...]:
    return part.items if isinstance(part, Items) else getattr(part, "lines", ())
