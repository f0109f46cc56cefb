"""The admin of mails, messages and subscriptions."""

from sharekit.contrib.mails.admin.mail import MailAdmin
from sharekit.contrib.mails.admin.outbox import MessageAdmin

__all__ = ["MailAdmin", "MessageAdmin"]
