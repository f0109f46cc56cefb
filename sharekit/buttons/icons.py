"""The glyphs of the buttons, drawn for sharekit: one stroke of width 2 on a field of 24 by 24."""

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
    # A speech bubble with three dots.
    "sms": "M5 4.5h14a1.5 1.5 0 0 1 1.5 1.5v8a1.5 1.5 0 0 1-1.5 1.5h-7.5l-4.5 4v-4H5A1.5 1.5 0 0 1"
    " 3.5 14V6A1.5 1.5 0 0 1 5 4.5zM8 10h.01M12 10h.01M16 10h.01",
    # A paper plane.
    "telegram": "M21 4 2.8 11.2l6 2.3 2 6.3 3.2-4.2 4.4 3.4zM8.8 13.5 21 4",
    # A telephone receiver with two waves.
    "viber": "M6.2 4C4.3 5 3.7 6.8 4.3 9c1.2 4.8 5.3 9.4 10.4 11 2.3.7 4-.2 4.8-2.2l-4-3-2 1.4"
    "c-2.3-1-4-2.8-5-5.2l1.6-1.8zM13 3.5a7.5 7.5 0 0 1 7.5 7.5M13 7.5a3.5 3.5 0 0 1 3.5 3.5",
    # A wide speech bubble with the letter L.
    "line": "M12 3.5c5 0 9 3 9 7 0 4.2-5 7.6-9 10v-3.1c-5 0-9-2.9-9-6.9s4-7 9-7zM9.8 7.3V13h4.6",
    # A speech bubble with a padlock over three dots.
    "threema": "M12 2.5c4.7 0 8.5 3 8.5 6.8s-3.8 6.7-8.5 6.7q-1.5 0-2.9-.4L5.5 17l.8-3"
    "c-1.7-1.2-2.8-2.9-2.8-4.7 0-3.8 3.8-6.8 8.5-6.8zM9.3 9h5.4v3.2H9.3zM10.3 9V7.6a1.7 1.7 0 0 1"
    " 3.4 0V9M7 21h.01M12 21h.01M17 21h.01",
    # A board with the letter T, and a person behind it.
    "teams": "M2.5 7h11v11h-11zM5.8 10.3h4.4M8 10.3v4.9M15.8 5a2.2 2.2 0 1 0 4.4 0 2.2 2.2 0 1 0"
    "-4.4 0M16.5 10.5h5v5.2a4.3 4.3 0 0 1-5 4.2",
    # A ghost.
    "snapchat": "M12 3c3 0 5 2.2 5 5v2.5l2.2.4-1.9 2c.6 1.9 1.7 2.9 3.2 3.5l-2.8 1.1-.5 1.4"
    "-2.2-.1q-1.6 1.7-3 1.7t-3-1.7l-2.2.1-.5-1.4-2.8-1.1c1.5-.6 2.6-1.6 3.2-3.5l-1.9-2 2.2-.4V8"
    "c0-2.8 2-5 5-5z",
    # The letter f.
    "facebook": "M16.5 3.5H15a4 4 0 0 0-4 4V21M7 12h8.5",
    # The letter X, one of its strokes hollow.
    "x": "M4 4h4l12 16h-4zM19.5 4l-6.3 6.9M10.8 13.3 4.5 20",
    # The letters i and n.
    "linkedin": "M5.5 10v9M5.5 5.3v.01M11 19v-9M11 14.5a4 4 0 0 1 8 0V19",
    # A head with an antenna.
    "reddit": "M12 8.8c4.6 0 8 2.4 8 5.6S16.6 20 12 20s-8-2.4-8-5.6 3.4-5.6 8-5.6zM12 8.8l1-4.8"
    " 4.2 1M9 13.2v.01M15 13.2v.01M9 16.3q3 1.6 6 0M4.6 11.9a2 2 0 1 1 2.8-2.4M19.4 11.9"
    "a2 2 0 1 0-2.8-2.4",
    # A butterfly.
    "bluesky": "M12 11c-1.2-2.6-4.2-6-7-7-1.6-.6-2.2.2-2 2.2l.6 4c.4 2.3 2.2 3.2 4.6 2.8"
    "-3.6.6-4.4 2.6-2.6 4.4 3 3 5 .8 6.4-2.4 1.4 3.2 3.4 5.4 6.4 2.4 1.8-1.8 1-3.8-2.6-4.4"
    " 2.4.4 4.2-.5 4.6-2.8l.6-4c.2-2-.4-2.8-2-2.2-2.8 1-5.8 4.4-7 7z",
    # A thread wound to an at sign.
    "threads": "M18.6 7.4C17.4 4.6 15.1 3 12.2 3 7.4 3 4.8 6.4 4.8 12s2.6 9 7.4 9c4 0 6.6-2 6.6-4.9"
    " 0-3.1-3-4.9-6.8-4.7-2.3.1-3.7 1.1-3.7 2.7s1.4 2.6 3.2 2.6c2.8 0 4.1-1.9 3.9-5-.2-2.1-1.4-3.3"
    "-3.3-3.3q-1.7 0-2.7 1.2",
    # A speech bubble with the letter m.
    "mastodon": "M20 11.2c0 4-1.2 5-4.5 5.4q-3 .4-6 0c.2 2 3 2.4 6 1.6-1.6 2.6-8.8 2.8-10.5-1.8"
    "C4.2 14.4 4 12 4 9c0-4 1.6-5.5 8-5.5S20 5 20 9zM8.2 13V9.4a1.9 1.9 0 0 1 3.8 0v1.8m0-1.8"
    "a1.9 1.9 0 0 1 3.8 0V13",
    # The letter P in the shape of a pin.
    "pinterest": "M9 21l3.2-12.5M8 13C6 9.5 8.2 5 12.6 5c3.4 0 5.6 2.3 5.2 5.4-.5 3.6-4.4 5.4-7"
    " 3.4",
    # A square of squares.
    "qr": "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2M20 14v.01M14 20v.01M18 18h2v2",
    # A printer.
    "print": "M7 8V3.5h10V8M7 17H3.5V8h17v9H17M7 14h10v6.5H7z",
}
"""SVG path data by channel slug."""
