"""Says what mails store, why, and for how long."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sharekit.conf import settings
from sharekit.contrib.mails.models import (
    Mail,
    MailText,
    Message,
    Occurrence,
    Subscription,
    Suppression,
)
from sharekit.extensions import Inventory, Stored
from sharekit.privacy.limits import until_deleted


def after_end() -> str:
    """Return the limit of what names the receiver of a message."""
    return gettext("%(days)s days after it was sent or given up") % {"days": settings.keep_days}


def until_erased() -> str:
    """Return the limit of a subscription: it is the proof of a declaration."""
    return gettext(
        "until the person asks to be forgotten; %(days)s days if it was never confirmed"
    ) % {"days": settings.keep_days}


def while_site() -> str:
    """Return the limit of hashes."""
    return gettext("as long as the site sends mails, so that nothing is sent twice")


_ROW: Final = _("The row's number")

INVENTORY: Final = Inventory(
    tables={
        Mail: Stored(
            name=_("Mails"),
            meaning=_("What is sent at which moment. They name no person."),
            limit=until_deleted,
            reasons={
                "id": _ROW,
                "site": _("The site that it belongs to"),
                "slug": _("Its name in code"),
                "name": _("Its name for editors"),
                "moment": _("When it is sent"),
                "kind": _("Whether it is a service or marketing"),
                "topic": _("Who has subscribed to it"),
                "delay": _("How long after the moment"),
                "expire_days": _("When it is too late"),
                "promotion": _("The offer that it may show"),
                "is_on": _("Whether it is sent"),
            },
        ),
        MailText: Stored(
            name=_("Texts of mails"),
            meaning=_("A mail in one language. They name no person."),
            limit=until_deleted,
            reasons={
                "id": _ROW,
                "mail": _("The mail"),
                "language": _("The language"),
                "subject": _("The subject"),
                "body": _("The text"),
            },
        ),
        Message: Stored(
            name=_("Messages"),
            meaning=_("A mail to one person, and what became of it."),
            limit=while_site,
            reasons={
                "id": _ROW,
                "mail": _("The mail"),
                "address": _("Where it is sent"),
                "person_hash": _("A keyed hash of the address, so that nothing is sent twice"),
                "key_hash": _("A keyed hash of the occasion, for the same reason"),
                "facts": _("What the text needs, such as an order's number"),
                "language": _("The language of the text"),
                "state": _("What became of it"),
                "due_at": _("When it is sent"),
                "expires_at": _("When it is too late"),
                "claimed_at": _("When it was tried, for the most mails of a week"),
                "ended_at": _("When it was sent or given up, to empty it in time"),
                "attempts": _("How often it was tried"),
                "message_id": _("Its name for mail servers"),
                "reason": _("Why it was not sent, without personal data"),
            },
            sooner={"address": after_end, "facts": after_end},
        ),
        Subscription: Stored(
            name=_("Subscriptions"),
            meaning=_("A person's declaration to get mails, and its proof."),
            limit=until_erased,
            reasons={
                "id": _ROW,
                "site": _("The site that it belongs to"),
                "topic": _("What was subscribed to"),
                "address": _("Where it is sent"),
                "person_hash": _("A keyed hash of the address"),
                "user": _("The account, if there is one"),
                "language": _("The language of the mails"),
                "ground": _("Consent, or a customer of similar products"),
                "state": _("Whether mails may be sent"),
                "wording": _("What the person agreed to: the proof"),
                "source": _("Where: the proof"),
                "asked_at": _("When it was asked: the proof"),
                "confirmed_at": _("When it was confirmed: the proof"),
                "stopped_at": _("When it was stopped"),
                "how": _("How it was stopped"),
                "earlier": _("Declarations that were stopped before: the proof"),
            },
        ),
        Suppression: Stored(
            name=_("Suppressed addresses"),
            meaning=_("Addresses that get no mail any more, as keyed hashes."),
            limit=while_site,
            reasons={
                "id": _ROW,
                "address_hash": _("A keyed hash of the address"),
                "cause": _("Why it gets no mail"),
                "at": _("Since when"),
            },
        ),
        Occurrence: Stored(
            name=_("Moments"),
            meaning=_("When the site's code last announced a moment. They name no person."),
            limit=until_deleted,
            reasons={
                "id": _ROW,
                "moment": _("The moment"),
                "last_at": _("When it was last announced"),
            },
        ),
    },
    list_outside=lambda: [
        gettext("The mail server and the mailboxes keep mails by their own rules."),
    ],
)
