"""Signals for the site: sent after the commit, possibly more than once."""

from __future__ import annotations

from typing import Final

from django.dispatch import Signal

conversion_recorded: Final = Signal()
"""A conversion was recorded for the first time: `sender` is Conversion, `conversion` its row."""
