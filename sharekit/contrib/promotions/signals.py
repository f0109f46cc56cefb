"""Signals for the site: sent after the commit, possibly more than once. Rewards go by ISSUE."""

from __future__ import annotations

from typing import Final

from django.dispatch import Signal

referral_decided: Final = Signal()
"""A referral was approved, refused, cancelled, or expired: `sender` is Referral, `referral` its
row."""
