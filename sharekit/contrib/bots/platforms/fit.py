"""Fits a message to what a platform allows, and reads back the number of a choice."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from sharekit.contrib.bots.messages import Choice, Link, Message, Said
from sharekit.contrib.bots.platforms.protocol import Limits

Form = Literal["plain", "buttons", "list", "numbers"]

_CUT: Final = "..."
"""Three points, because the sign for an ellipsis makes an SMS more than twice as expensive."""
_MOST_DIGITS: Final = 3
_AROUND_NUMBER: Final = " \t\r\n.()[]#:"


class Fitted(msgspec.Struct, frozen=True):
    """A message within the limits of a platform; `is_cut` says that text is missing.

    `choices` is empty if they are numbers in the text.
    """

    text: str
    form: Form = "plain"
    choices: tuple[Choice, ...] = ()
    is_cut: bool = False


def measure(text: str) -> int:
    """Return the length of a text as UTF-16 counts, which no platform counts longer."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, most: int) -> str:
    """Return a text of at most that length, cut behind a word if it has one near the end."""
    if measure(text) <= most:
        return text
    room = max(most - len(_CUT), 0)
    units = text.encode("utf-16-le", "surrogatepass")[: 2 * room]
    # Half of an emoji is dropped.
    kept = units.decode("utf-16-le", "ignore")
    space = max(kept.rfind(" "), kept.rfind("\n"))
    if space > len(kept) // 2 and not text[len(kept)].isspace():
        kept = kept[:space]
    return (kept.rstrip() + _CUT)[:most]


def fit(message: Message, limits: Limits) -> Fitted:
    """Return a message as a platform can send it.

    A link is a part of the text and never cut, because it is uncertain whether the platforms'
    buttons keep the mark of its address.
    """
    gap = "\n" if limits.counts_segments else "\n\n"
    text = _replace_halves(message.text)
    link = f"{gap}{_describe(message.link)}" if message.link else ""
    choices = tuple(Choice(_tidy(each.label), each.name) for each in message.choices)
    form = _choose_form(choices, measure(text + link), limits)
    if form == "numbers":
        lines = (f"{number} {choice.label}" for number, choice in enumerate(choices, 1))
        link += gap + "\n".join(lines)
        choices = ()
    most = limits.text if form in {"plain", "numbers"} else limits.text_with_choices
    kept = cut(text, most - measure(link)) if measure(text + link) > most else text
    whole = cut(f"{kept}{link}".strip(), most)
    return Fitted(whole, form=form, choices=choices, is_cut=kept != text)


def read_back(said: Said, message: Message, limits: Limits) -> Said:
    """Return the choice that a number means, after a message whose choices were sent as numbers."""
    number = said.text.strip(_AROUND_NUMBER)
    is_number = number.isdecimal() and len(number) <= _MOST_DIGITS
    if said.kind != "text" or not is_number or fit(message, limits).form != "numbers":
        return said
    index = int(number) - 1
    if not 0 <= index < len(message.choices):
        return said
    choice = message.choices[index]
    return Said(kind="choice", text=choice.label, choice=choice.name)


def _choose_form(choices: tuple[Choice, ...], length: int, limits: Limits) -> Form:
    """Return how choices are shown; platforms refuse two buttons with the same label."""
    if not choices:
        return "plain"
    labels = [choice.label for choice in choices]
    longest = max(map(measure, labels))
    fits = (
        length <= limits.text_with_choices
        and len(set(labels)) == len(labels)
        and all(0 < len(choice.name.encode()) <= limits.name for choice in choices)
    )
    if fits and len(choices) <= limits.buttons and longest <= limits.label:
        return "buttons"
    if fits and len(choices) <= limits.rows and longest <= max(limits.row, limits.description):
        return "list"
    return "numbers"


def _describe(link: Link) -> str:
    """Return the link's label and address, each in a line of its own."""
    label = _tidy(link.label)
    return f"{label}\n{link.url}" if label else link.url


def _tidy(label: str) -> str:
    """Return a label as one line."""
    return " ".join(_replace_halves(label).split())


def _replace_halves(text: str) -> str:
    """Return a text that UTF-8 can hold: a half of a surrogate pair becomes a question mark."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
