"""The glyphs of the buttons: our own drawings, one stroke of width 2 on a field of 24 by 24."""

from __future__ import annotations

from typing import Final

ICONS: Final[dict[str, str]] = {
    # A speech bubble with a telephone receiver.
    "whatsapp": "M3.5 20.5l1.3-4.4a8.5 8.5 0 1 1 3.2 3.2zM9 8c-.5 4 3 7.5 7 7l.3-2-2.3-1-1.2"
    " 1.2-2-2L12 10 11 7.7z",
    # An envelope with its flap.
    "email": "M3 6h18v12.5H3zM3.5 6.5 12 13.5l8.5-7",
    # A round speech bubble with a bolt of lightning.
    "messenger": "M12 3.5c5 0 8.8 3.4 8.8 8s-3.8 8-8.8 8q-1.6 0-3-.4l-3.3 1.7v-3.4"
    "A7.8 7.8 0 0 1 3.2 11.5c0-4.6 3.8-8 8.8-8zM7.3 13.5l3.2-3.2 3 2.4 3.2-3.2",
    # An arrow that leaves a tray.
    "native": "M5 12v8h14v-8M12 15.5V3.5M7.5 8 12 3.5 16.5 8",
    # Two links of a chain.
    "copy-link": "M10.5 7.5h-3a4.5 4.5 0 0 0 0 9h3m3-9h3a4.5 4.5 0 0 1 0 9h-3M8.5 12h7",
}
"""SVG path data by channel slug."""
