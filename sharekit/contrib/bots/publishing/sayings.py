"""What a bot says by itself, in its own language, unless its owner wrote another text."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import override

from sharekit.contrib.bots.models import Bot
from sharekit.contrib.bots.rules.edition import Sayings


def write_sayings(bot: Bot) -> Sayings:
    """Return the sentences of a bot."""
    with override(bot.language):
        return Sayings(
            stopped=_("You will get no further messages. Write START to write with me again."),
            menu=_("What would you like to know?"),
            unknown=bot.unknown_text
            or _("I did not understand that. Write PERSON if a person should answer."),
            media=bot.media_text or _("I can only read text."),
            hand_over=bot.hand_over_text or _("A person will answer you here."),
            closed=bot.closed_text or _("A person will answer you as soon as we are back."),
            not_found=_("I cannot find that."),
            failed=_("Something went wrong. A person will answer you here."),
            need_number=_("I need a number, such as {example}."),
            need_date=_("I need a date, such as {example}."),
            need_email=_("I need a mail address, such as {example}."),
            need_word=_("I need one word, such as {example}."),
        )
