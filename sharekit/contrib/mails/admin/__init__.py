"""The admin of mails, messages and subscriptions."""

from sharekit.contrib.mails.admin.mail import MailAdmin
from sharekit.contrib.mails.admin.outbox import MessageAdmin
from sharekit.contrib.mails.admin.subscriptions import SubscriptionAdmin
from sharekit.contrib.mails.admin.suppressions import SuppressionAdmin

__all__ = ["MailAdmin", "MessageAdmin", "SubscriptionAdmin", "SuppressionAdmin"]
