"""The signal of the app; it comes after the commit, and may repeat or be lost."""

from __future__ import annotations

from typing import Final

from django.dispatch import Signal

took_off: Final = Signal()
"""An article takes off; `alert` is its row."""
