"""Chooses how many examples a law gets whose examples are slow."""

from __future__ import annotations

from hypothesis import settings


def take_one_in(number: int) -> settings:
    """Return the settings of the loaded profile with one of that many of its examples, but five."""
    return settings(max_examples=max(5, settings().max_examples // number))
