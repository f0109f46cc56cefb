"""Puts a letter into Django's message, with the headers that its kind needs."""

from __future__ import annotations

from django.core.mail import EmailMultiAlternatives

from sharekit.contrib.mails.models import Message
from sharekit.contrib.mails.writing.letters import Letter


def build(message: Message, letter: Letter) -> EmailMultiAlternatives:
    """Build the mail: both parts, sender, Message-ID, and the way to stop marketing."""
    raise NotImplementedError
