"""The admin of mails, messages and subscriptions."""
