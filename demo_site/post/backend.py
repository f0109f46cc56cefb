"""The mail server of the demo: a backend of Django's mail that writes each mail into a file."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from demo_site.post import letters


class FolderBackend(BaseEmailBackend):
    """Keeps mails in the demo's data folder."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the mails, and return how many."""
        for message in email_messages:
            letters.keep(message.message().as_bytes())
        return len(email_messages)
