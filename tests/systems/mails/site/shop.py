"""Announces moments as a shop does: `python -m tests.systems.mails.site.shop MESSAGES`.

Half of the messages are marketing. Of a hundred addresses a few have a fault (FAULTED), which the
mail server knows by the name.
"""

from __future__ import annotations

import os
import sys

import django

FAULTED = {
    3: "broken",
    7: "once-busy",
    11: "nobody",
    13: "spam",
    17: "once-drop",
    19: "once-closing",
}
"""Which of a hundred addresses have a fault."""


def name_reader(number: int) -> str:
    return f"{FAULTED.get(number % 100, 'fine')}.{number}@mail.example"


def fill(messages: int) -> None:
    """Write a service and a marketing mail, and announce as many moments as there are messages."""
    from sharekit.contrib.mails.models import Mail, MailText
    from sharekit.contrib.mails.public import happened, subscribe

    for slug, kind, topic in (("shipped", "service", ""), ("goods", "marketing", "weekly")):
        moment = "order-shipped" if kind == "service" else "new-goods"
        mail = Mail.objects.create(
            slug=slug, name=slug, moment=moment, kind=kind, topic=topic, is_on=True
        )
        body = "Your order {order} is on its way." if kind == "service" else "There are new goods."
        MailText.objects.create(mail=mail, language="en", subject="From the shop", body=body)
    for number in range(messages):
        address = name_reader(number // 2)
        if number % 2:
            subscribe(address, "weekly", wording="Yes, weekly.", ground="customer", language="en")
            happened("new-goods", address, key="2027-W09", language="en")
        else:
            happened(
                "order-shipped", address, key=f"A-{number}", order=f"A-{number}", language="en"
            )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.systems.mails.site.settings")
    django.setup()
    fill(int(sys.argv[1]))
