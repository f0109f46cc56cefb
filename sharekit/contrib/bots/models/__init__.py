"""The tables of bots."""

from sharekit.contrib.bots.models.accounts import AccountState, BotTotal
from sharekit.contrib.bots.models.bots import Bot, Edition, Example, Rule
from sharekit.contrib.bots.models.talking import Contact, Conversation, Incoming, Outgoing, Stop

__all__ = [
    "AccountState",
    "Bot",
    "BotTotal",
    "Contact",
    "Conversation",
    "Edition",
    "Example",
    "Incoming",
    "Outgoing",
    "Rule",
    "Stop",
]
