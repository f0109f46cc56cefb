"""The world of `make_traffic`: a month of a magazine that has an estimate of private visits."""

from __future__ import annotations

from typing import Final

from demo_site.traffic.habits import Habits

ARTICLES: Final = 200
DAYS: Final = 30
EVENTS: Final = 40_000
HABITS: Final = Habits(passed_on=8.0, appeal=1.2)
"""Readers who share a lot, and some articles much more than others."""
