"""The button of a channel, in pieces of an outline."""

from __future__ import annotations

from collections.abc import Container, Iterator
from html import escape
from typing import Final

from sharekit.buttons import qr
from sharekit.buttons.outline import Piece, Place
from sharekit.channels.address import choose_parts, choose_texts, encode, split_places
from sharekit.channels.channel import Channel
from sharekit.conf import settings

# The click is cancelled, but htmx, Swup and Barba would follow the link nevertheless, Unpoly can
# follow links as soon as they are pressed, and Turbo fetches what the pointer rests on.
_WORKS_HERE: Final = {
    "hx-boost": "false",
    "up-follow": "false",
    "data-no-swup": "",
    "data-barba-prevent": "",
    "data-turbo-prefetch": "false",
}
"""Attributes of a link that works in the page, for scripts of the site that follow links."""


def build_buttons(channel: Channel, given: Container[str], *, qr_view: str) -> list[list[Piece]]:
    """Return a channel's button, or two: one for phones and one for desktops.

    The list is empty if the button lacks what it needs. `given` names the places of an address that
    have a value; `qr_view` is the address of the view that draws QR codes, "" if they cannot be
    drawn.
    """
    if channel.needs_image and "image" not in given:
        return []
    if channel.slug == qr.CHANNEL:
        # A view's address has neither braces nor brackets: Django percent-encodes them.
        addresses = {"both": f"{qr_view}?article={{encoded_key}}&link={{url}}"} if qr_view else {}
    elif channel.dialog and settings.messenger_app_id != "":
        dialog = channel.dialog.replace("{app}", encode(str(settings.messenger_app_id)))
        addresses = {"phone": channel.address, "desktop": dialog}
    else:
        addresses = {channel.works_on: channel.address or f"{{address}}#sk={channel.letter}"}
    return [
        [*_build_button(channel, choose_parts(address, given), device=device)]
        for device, address in addresses.items()
    ]


def _build_button(channel: Channel, address: str, *, device: str) -> Iterator[Piece]:
    """Yield the pieces of a link to an address without brackets."""
    attributes = {
        "class": "sharekit-button",
        "data-sharekit-channel": channel.slug,
        "aria-label": escape(channel.describe()),
    }
    if channel.slug == "native":
        # If the device has no share menu, the script opens its own, and sets this to true. The
        # button is shown only with the script, which also handles the space bar like Enter.
        attributes |= {"role": "button", "aria-expanded": "false"}
    if device != "both":
        attributes["data-sharekit-on"] = device
    if address.startswith("https:"):
        attributes |= {"target": "_blank", "rel": "noopener"}
    elif address.startswith(("{", "/")):
        attributes |= _WORKS_HERE
    written = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    yield f'<a {written} href="'
    chosen = address if device == "phone" else choose_texts(address)
    yield from _build_address(chosen, letter=channel.letter)
    yield (
        '"><svg aria-hidden="true" width="24" height="24" viewBox="0 0 24 24">'
        '<path fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"'
        f' stroke-linejoin="round" d="{escape(channel.icon)}"/></svg>'
        f"<span>{escape(str(channel.name))}</span></a>"
    )


def _build_address(address: str, *, letter: str) -> Iterator[Piece]:
    """Yield the pieces of an address, in which {url} is the page with the letter as its mark."""
    for text, place in split_places(address):
        yield escape(text)
        if place == "url":
            yield from (Place.PAGE, encode(f"#sk={letter}"))
        elif place:
            yield Place(place)
