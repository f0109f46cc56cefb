"""The admin of bots: rules, publishing, conversations, and what accounts send."""

from sharekit.contrib.bots.admin.accounts import AccountAdmin
from sharekit.contrib.bots.admin.conversations import ConversationAdmin
from sharekit.contrib.bots.admin.outbox import OutboxAdmin
from sharekit.contrib.bots.admin.questions import QuestionAdmin
from sharekit.contrib.bots.admin.writing.bots import BotAdmin
from sharekit.contrib.bots.admin.writing.rules import RuleAdmin

__all__ = [
    "AccountAdmin",
    "BotAdmin",
    "ConversationAdmin",
    "OutboxAdmin",
    "QuestionAdmin",
    "RuleAdmin",
]
