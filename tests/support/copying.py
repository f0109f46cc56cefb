"""What a test waits for between a selection and a copy, which a hand does not do at once."""

from __future__ import annotations

from typing import Final

HANDLES_COPIES: Final = "() => Boolean(window.sharekit?.optOut)"
"""True in a page once more.js is there, which a selection loads."""
