"""How many of the dark visits were private, estimated from the measured ones."""

from __future__ import annotations

from typing import Final

import msgspec
from django.utils.translation import gettext_lazy as _

from sharekit.reports.period import Period

ASSUMPTION: Final = _("Nothing is estimated yet.")
"""What the estimate rests on, in one sentence."""


class Estimate(msgspec.Struct, frozen=True):
    """Of so many dark entries, how many came from private sharing."""

    dark: int
    low: int
    likely: int
    high: int


def estimate_dark(period: Period) -> Estimate | None:
    """Return the estimate over a period, None where too little was measured."""
    return None
