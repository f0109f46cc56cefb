"""The admin of bots: rules, publishing, conversations, and what accounts send."""

from sharekit.contrib.bots.admin.bots import BotAdmin
from sharekit.contrib.bots.admin.rules import RuleAdmin

__all__ = ["BotAdmin", "RuleAdmin"]
