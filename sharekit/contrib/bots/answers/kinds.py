"""What an answer may need to know: numbers, dates, mail addresses, words."""

from __future__ import annotations

from typing import Final

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sharekit.contrib.bots.rules.reading.values import Kind, Take

Text = str | Promise
_ANY: Final = (0, 0)


class Needed(msgspec.Struct, frozen=True):
    """A value that an answer needs, and the question for it. Use one of the functions below."""

    kind: Kind
    ask: Text
    length: tuple[int, int] = _ANY

    def write(self, name: str) -> Take:
        """Return it as an edition keeps it, in the active language."""
        least, most = self.length
        return Take(name, self.kind, str(self.ask), least, most)


def Number(*, ask: Text, digits: tuple[int, int] = _ANY) -> Needed:  # noqa: N802 - reads as a type
    """Return a need for a number of so many digits, such as `Number(digits=(4, 9), ask=…)`."""
    return Needed("number", ask, digits)


def Date(*, ask: Text) -> Needed:  # noqa: N802
    """Return a need for a date; its value is text such as "2026-12-24"."""
    return Needed("date", ask)


def Email(*, ask: Text) -> Needed:  # noqa: N802
    """Return a need for a mail address; its value has small letters only."""
    return Needed("email", ask)


def Word(*, ask: Text, length: tuple[int, int] = _ANY) -> Needed:  # noqa: N802
    """Return a need for a word of so many signs, such as a postcode or a booking code."""
    return Needed("word", ask, length)


PROOFS: Final = {
    "postcode": Word(ask=_("What is your postcode?")),
    "email": Email(ask=_("What is your mail address?")),
}
"""The questions for proofs that an answer names and does not describe itself."""
