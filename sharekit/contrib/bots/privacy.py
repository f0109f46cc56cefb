"""Says what bots store, why, and for how long."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from sharekit.contrib.bots.models import Bot, Edition, Example, Rule
from sharekit.extensions import Inventory, Stored
from sharekit.privacy.limits import until_deleted

_ROW: Final = _("The row's number")
_BOT: Final = _("The bot that it belongs to")

INVENTORY: Final = Inventory(
    tables={
        Bot: Stored(
            name=_("Bots"),
            meaning=_("How a bot answers. They name no customer."),
            limit=until_deleted,
            reasons={
                "id": _ROW,
                "site": _("The site that it belongs to"),
                "slug": _("Its name in code and in links"),
                "name": _("Its name for editors"),
                "state": _("Whether it answers customers"),
                "language": _("The language of its texts"),
                "greeting": _("What it says first"),
                "unknown_text": _("What it says if no rule applies"),
                "media_text": _("What it says if a picture comes"),
                "hand_over_text": _("What it says before a person answers"),
                "closed_text": _("What it says outside opening hours"),
                "hours": _("When a person answers"),
                "menu": _("The buttons below the greeting"),
                "accounts": _("The accounts that it answers on"),
                "edition": _("The published state"),
            },
        ),
        Rule: Stored(
            name=_("Rules"),
            meaning=_("Phrases and answers. They name no customer."),
            limit=until_deleted,
            reasons={
                "id": _ROW,
                "bot": _BOT,
                "parent": _("The rule that it follows"),
                "place": _("Its place in the list"),
                "name": _("Its name for editors"),
                "phrases": _("When it applies"),
                "text": _("What the bot says"),
                "article": _("The page that the answer links"),
                "answer": _("The function of the site that answers"),
                "choices": _("The buttons below the answer"),
                "then": _("What follows"),
                "then_rule": _("The rule that follows"),
                "is_on": _("Whether it applies"),
            },
        ),
        Example: Stored(
            name=_("Examples"),
            meaning=_("Messages that a bot must understand, written by editors."),
            limit=until_deleted,
            reasons={
                "id": _ROW,
                "bot": _BOT,
                "text": _("The message"),
                "expected": _("The rule that must apply"),
            },
        ),
        Edition: Stored(
            name=_("Editions"),
            meaning=_("Published states of bots."),
            limit=until_deleted,
            reasons={
                "id": _ROW,
                "bot": _BOT,
                "number": _("Its number"),
                "data": _("The rules as they were published"),
                "by": _("The user who published it"),
                "at": _("When it was published"),
            },
        ),
    },
)
