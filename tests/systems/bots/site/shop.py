"""Makes the bot of the shop: `python -m tests.systems.bots.site.shop`."""

from __future__ import annotations

import os

import django


def fill() -> None:
    """Write a bot with one rule, and publish it."""
    from sharekit.contrib.bots.models import Bot
    from sharekit.contrib.bots.publishing.publish import publish

    bot = Bot.objects.create(
        slug="helper",
        name="Helper",
        language="en",
        greeting="Hello, I am an automatic helper.",
        accounts=["shop"],
    )
    bot.rules.create(place=1, name="Delivery", phrases="delivery time", text="Two days.")
    publish(bot, accepts_warnings=True)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.systems.bots.site.settings")
    django.setup()
    fill()
