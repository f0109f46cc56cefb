"""Decides whether a message may be sent, at the moment of sending."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sharekit.contrib.mails.conf import options, parse_cap
from sharekit.contrib.mails.models import Mail, Message, Subscription
from sharekit.contrib.mails.subscribing.confirmation import CONFIRMATION, find_asked
from sharekit.contrib.mails.subscribing.consent import find_subscription
from sharekit.contrib.mails.subscribing.suppression import Cause, find_cause

REASONS: Final[dict[str, str | Promise]] = {
    "off": _("The mail was switched off."),
    "expired": _("It was too late."),
    "bounce": _("The mailbox does not exist."),
    "complaint": _("The person marked a mail as spam."),
    "asked": _("The person asked for no more marketing."),
    "staff": _("Staff stopped marketing for this person."),
    "not-subscribed": _("The person has not subscribed to this topic."),
    "not-confirmed": _("The person has not confirmed the subscription."),
    "stopped": _("The person stopped the subscription."),
    "cap": _("The person got the most marketing mails that the setting CAP allows."),
    "answered": _("The person has confirmed or stopped already."),
    "nothing-new": _("There was nothing to show."),
}
"""Why a message is skipped, in a sentence for editors; other apps add theirs."""
_COUNTED: Final = (Message.State.SENDING, Message.State.SENT, Message.State.UNKNOWN)


def find_obstacle(message: Message) -> str:
    """Return the reason why a claimed message is not sent, such as "stopped", or "".

    The reason is a key of REASONS, or one of the app whose kind of mail it is.
    """
    if not Mail.objects.filter(pk=message.mail_id, is_on=True).exists():
        return "off"
    if message.expires_at <= timezone.now():
        return "expired"
    if find_cause(message.address) == Cause.BOUNCE:
        return "bounce"
    if message.mail.slug == CONFIRMATION:
        return "" if find_asked(message) else "answered"
    find = OBSTACLES.get(message.mail.kind)
    return find(message) if find else ""


def find_marketing_obstacle(message: Message) -> str:
    """Return why a marketing message is not sent: no consent, a stop, or too many mails."""
    return find_cause(message.address) or _find_missing(message) or _find_cap(message)


def _find_missing(message: Message) -> str:
    found = find_subscription(message)
    if found is None:
        return "not-subscribed"
    states = {
        Subscription.State.CONFIRMED.value: "",
        Subscription.State.ASKED.value: "not-confirmed",
        Subscription.State.STOPPED.value: "stopped",
    }
    return states[found.state]


def _find_cap(message: Message) -> str:
    """Return "cap" if the person got too many marketing mails before this one was claimed.

    Mails are compared by the time of their claim and their number, so two workers that hold the
    last two mails of a person agree which one is sent.
    """
    cap = parse_cap(options.cap)
    claimed_at = message.claimed_at or timezone.now()
    before = Q(claimed_at__lt=claimed_at) | Q(claimed_at=claimed_at, pk__lt=message.pk)
    counted = Message.objects.filter(
        before,
        mail__kind=Mail.Kind.MARKETING,
        person_hash=message.person_hash,
        state__in=_COUNTED,
        claimed_at__gt=claimed_at - timedelta(days=cap.days),
    )
    return "cap" if counted.count() >= cap.mails else ""


OBSTACLES: Final[dict[str, Callable[[Message], str]]] = {
    Mail.Kind.MARKETING.value: find_marketing_obstacle
}
"""For each kind of mail that needs a ground, the function that finds an obstacle."""
