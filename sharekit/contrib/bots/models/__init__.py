"""The tables of bots."""

from sharekit.contrib.bots.models.bots import Bot, Edition, Example, Rule

__all__ = ["Bot", "Edition", "Example", "Rule"]
