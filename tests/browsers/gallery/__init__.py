"""Looks at the gallery of the demo: every style, theme and direction of the bar, and every channel.

test_sight.py      what is seen: axe, contrast in every state, zoom, text spacing, nothing moves
test_pressing.py   each button pressed: browser x device x script x channel, a row each
elsewhere.py       answers for the hosts that they lead to
test_walking.py    the menu and the dialog by keyboard, in three browsers
pictures.py        makes the pictures of README and docs
"""
