"""The table of acts on the buttons of the bar."""

from __future__ import annotations

from typing import Final

from tests.browsers.tables.cases.case import Acting, Sent
from tests.browsers.tables.reading.gestures import click, each, focus, press, script


def button(channel: str) -> str:
    """Return the selector of a channel's button."""
    return f"[data-sharekit-channel={channel}]"


WHATSAPP: Final = button("whatsapp")
LEFT_ONLY: Final = {"webkit": "its driver lets go of the left button, whichever it pressed"}
SHARED: Final = [Sent("whatsapp", "w")]
TOUCH: Final = script(
    f"document.querySelector('{button('email')}')"
    ".dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))"
)

ACTS: Final[list[Acting]] = [
    Acting(
        rule="a click shares", channel="whatsapp", letter="w", act=click(WHATSAPP), events=SHARED
    ),
    Acting(
        rule="a middle click shares",
        channel="whatsapp",
        letter="w",
        act=click(WHATSAPP, button="middle"),
        cannot=LEFT_ONLY,
        events=SHARED,
        engines_differ=True,
    ),
    Acting(
        rule="a key shares",
        channel="whatsapp",
        letter="w",
        act=each(focus(WHATSAPP), press("Enter")),
        events=SHARED,
        engines_differ=True,
    ),
    Acting(
        rule="a click on the icon shares",
        channel="email",
        letter="e",
        act=click(f"{button('email')} svg"),
        events=[Sent("email", "e")],
        engines_differ=True,
    ),
    Acting(
        rule="two clicks are two shares",
        channel="whatsapp",
        letter="w",
        act=each(click(WHATSAPP), click(WHATSAPP)),
        events=SHARED * 2,
    ),
    Acting(
        rule="the context menu marks the link and is not a share",
        channel="whatsapp",
        letter="w",
        act=click(WHATSAPP, button="right"),
        cannot=LEFT_ONLY,
        engines_differ=True,
    ),
    Acting(
        rule="a touch marks the link and is not a share", channel="email", letter="e", act=TOUCH
    ),
    Acting(
        rule="a click shares under a strict policy",
        page="strict",
        channel="whatsapp",
        letter="w",
        act=click(WHATSAPP),
        events=SHARED,
        engines_differ=True,
    ),
    Acting(
        rule="a share that the page cancels is not reported",
        page="cancelling",
        channel="whatsapp",
        letter="w",
        act=click(WHATSAPP),
    ),
]
