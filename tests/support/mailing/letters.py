"""Short letters, for tests of what sends them."""

from __future__ import annotations

from django.core.mail import EmailMultiAlternatives

from sharekit.contrib.mails.models import Message
from sharekit.contrib.mails.writing.letters import Letter


def write(message: Message) -> Letter:
    return Letter(f"Order {message.facts.get('order', '')}", "On its way.", "<p>On its way.</p>")


def build(message: Message, letter: Letter) -> EmailMultiAlternatives:
    mail = EmailMultiAlternatives(
        letter.subject,
        letter.text,
        "shop@news.example",
        [message.address],
        headers={"Message-ID": message.message_id},
    )
    mail.attach_alternative(letter.html, "text/html")
    return mail
