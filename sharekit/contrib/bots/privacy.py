"""Says what bots store, why, and for how long."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sharekit.contrib.bots.conf import NAME_DAYS, options
from sharekit.contrib.bots.models import (
    AccountState,
    Bot,
    BotTotal,
    Contact,
    Conversation,
    Edition,
    Example,
    Incoming,
    Outgoing,
    Rule,
    Stop,
)
from sharekit.extensions import Inventory, Stored
from sharekit.privacy.limits import until_deleted

_ROW: Final = _("The row's number")
_BOT: Final = _("The bot that it belongs to")
_ACCOUNT: Final = _("The account of the site at the platform")


def after_last() -> str:
    """Return the limit of a conversation."""
    return gettext("%(days)s days after the last question") % {"days": options.keep_days}


def after_name() -> str:
    """Return the limit of the names of messages."""
    return gettext(
        "%(days)s days, so that a message that is delivered again is not answered again"
    ) % {"days": max(options.keep_days, NAME_DAYS)}


def while_site() -> str:
    """Return the limit of stops."""
    return gettext("as long as the site has bots, so that nobody gets a message who stopped it")


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
        Contact: Stored(
            name=_("Customers of bots"),
            meaning=_("Who has a conversation. Names, pictures and places are not stored."),
            limit=after_last,
            reasons={
                "id": _ROW,
                "account": _ACCOUNT,
                "key_hash": _("A keyed hash of the platform's name of the customer"),
                "phone_hash": _("A keyed hash of the telephone number, if the platform proved it"),
                "address": _("Where answers are sent"),
            },
        ),
        Conversation: Stored(
            name=_("Conversations"),
            meaning=_("A customer's questions and the answers to them."),
            limit=after_last,
            reasons={
                "id": _ROW,
                "contact": _("The customer"),
                "bot": _BOT,
                "edition": _("The rules with which it began"),
                "state": _("Who answers"),
                "memory": _("What the rules need, such as the order number that was asked for"),
                "reason": _("Why it waits for a person"),
                "began_at": _("When it began"),
                "last_at": _("When the customer last wrote"),
                "window_until": _("Until when the platform allows an answer"),
                "version": _("So that one worker decides"),
                "leased_until": _("So that one worker decides"),
            },
        ),
        Incoming: Stored(
            name=_("Messages of customers"),
            meaning=_("What customers wrote. Of a picture, only that one came."),
            limit=after_name,
            reasons={
                "id": _ROW,
                "account": _ACCOUNT,
                "name_hash": _("A keyed hash of the message's name, so that it counts once"),
                "key_hash": _("A keyed hash of the platform's name of the customer"),
                "conversation": _("The conversation"),
                "kind": _("Text, button, picture or news of the platform"),
                "text": _("What was written"),
                "data": _("The button, and where the answer goes"),
                "sent_at": _("When it was written"),
                "received_at": _("When it came"),
                "state": _("Whether it was decided"),
                "rule": _("The rule that applied"),
                "is_understood": _("Whether a rule applied"),
                "is_missed": _("Whether the site found nothing, against guessing"),
            },
            sooner={"text": after_last, "data": after_last},
        ),
        Outgoing: Stored(
            name=_("Messages to customers"),
            meaning=_("Answers, and what became of them. Whether one was read is not stored."),
            limit=after_last,
            reasons={
                "id": _ROW,
                "conversation": _("The conversation"),
                "incoming": _("The question"),
                "place": _("Its place among the answers to a question"),
                "by": _("Whether the bot or a person wrote it"),
                "message": _("What it says"),
                "mark": _("A random name, by which the platform says what became of it"),
                "name": _("The platform's name of it"),
                "state": _("What became of it"),
                "is_farewell": _("Whether it confirms a stop"),
                "made_at": _("When it was decided"),
                "asked_at": _("When the question was sent: a late answer is not sent"),
                "due_at": _("When it is sent"),
                "claimed_at": _("When it was tried"),
                "ended_at": _("When it was sent or given up"),
                "attempts": _("How often it was tried"),
                "code": _("The platform's code of an error"),
                "reason": _("Why it was not sent, without personal data"),
            },
        ),
        Stop: Stored(
            name=_("Stopped customers"),
            meaning=_("Customers who get no message any more, as keyed hashes."),
            limit=while_site,
            reasons={
                "id": _ROW,
                "account": _ACCOUNT,
                "key_hash": _("A keyed hash of the platform's name of the customer"),
                "cause": _("Why no message is sent"),
                "at": _("Since when"),
            },
        ),
        AccountState: Stored(
            name=_("Accounts of bots"),
            meaning=_("Whether an account works. They name no customer."),
            limit=until_deleted,
            reasons={
                "id": _ROW,
                "account": _ACCOUNT,
                "leased_until": _("So that one worker sends"),
                "paused_until": _("Until when nothing is sent"),
                "last_webhook_at": _("When the platform last called"),
                "bad_signatures": _("How many calls were not signed by the platform"),
                "looked_at": _("When missed messages were last looked for"),
                "last_error": _("What the platform last refused"),
            },
        ),
        BotTotal: Stored(
            name=_("Figures of bots"),
            meaning=_("How many questions a rule answered on a day. They name no customer."),
            limit=until_deleted,
            reasons={
                "id": _ROW,
                "bot": _BOT,
                "rule": _("The rule"),
                "account": _ACCOUNT,
                "article": _("The page that was linked, or from which the customer came"),
                "day": _("The day"),
                "opened": _("Conversations that began"),
                "asked": _("Questions"),
                "answered": _("Questions that the bot answered"),
                "not_understood": _("Questions without a rule"),
                "handed_over": _("Conversations that a person took"),
                "links_given": _("Links in answers"),
                "stopped": _("Customers who stopped"),
                "failed": _("Answers that were not sent"),
            },
        ),
    },
    list_outside=lambda: [
        gettext("The platform keeps messages by its own rules."),
    ],
)
