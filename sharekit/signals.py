"""Signals for the site: sent after the counts are committed, possibly more than once."""

from __future__ import annotations

from typing import Final

from django.dispatch import Signal

share_counted: Final = Signal()
"""Shares and marked copies were counted: `sender` is ShareLink, `ids` their primary keys."""

clickback_counted: Final = Signal()
"""Visits from shares were counted: `sender` is Clickback, `ids` their primary keys."""
