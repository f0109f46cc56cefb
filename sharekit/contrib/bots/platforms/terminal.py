"""A chat in a terminal, which shows a message as any platform would."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sharekit.contrib.bots.messages import Message, Said
from sharekit.contrib.bots.platforms.fit import fit, read_back
from sharekit.contrib.bots.platforms.protocol import Limits
from sharekit.contrib.bots.platforms.registry import PLATFORMS

TERMINAL: Final = Limits(text=100_000)
"""A terminal has no limits, and no buttons but numbers."""
LOOKS: Final[Mapping[str, Limits]] = {"terminal": TERMINAL} | {
    slug: platform.limits for slug, platform in PLATFORMS.items()
}
"""What a chat may look like, by the name that a user gives."""
_START: Final = "/start"


def draw(message: Message, limits: Limits) -> list[str]:
    """Return a message as lines: buttons in brackets, the rows of a list with a bullet."""
    fitted = fit(message, limits)
    lines = fitted.text.split("\n")
    labels = [f"{number} {choice.label}" for number, choice in enumerate(fitted.choices, 1)]
    if fitted.form == "buttons":
        lines.append(" ".join(f"[{label}]" for label in labels))
    elif fitted.form == "list":
        lines += [f"• {label}" for label in labels]
    return lines


def read_line(line: str, last: Message | None) -> Said:
    """Return what a line says after the bot's last message, if any.

    A number or a label presses a button, and "/start article7" opens the chat by a link.
    """
    text = line.strip()
    command, _, rest = text.partition(" ")
    if command == _START:
        return Said(kind="start", text=text, ref=rest.strip())
    said = Said(kind="text", text=text)
    if last is None:
        return said
    for choice in last.choices:
        if choice.label.casefold() == text.casefold():
            return Said(kind="choice", text=choice.label, choice=choice.name)
    # In a terminal a button can only be pressed by its number.
    return read_back(said, last, TERMINAL)
