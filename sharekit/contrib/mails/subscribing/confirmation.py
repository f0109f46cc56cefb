"""The mail that asks a person to confirm: free of advertising, and at most three a week."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any, Final

from django.http.request import split_domain_port
from django.utils import timezone
from django.utils.translation import gettext_noop, override

from sharekit.contrib.mails.conf import options
from sharekit.contrib.mails.models import Mail, Message, Subscription
from sharekit.contrib.mails.moments import seen
from sharekit.contrib.mails.subscribing.addresses import get_confirm_address
from sharekit.contrib.mails.subscribing.suppression import Cause, find_cause
from sharekit.hashes import digest
from sharekit.origins import get_host

CONFIRMATION: Final = "confirmation"
"""The short name of the mail, and of its moment."""
MOST: Final = 3
"""Mails that ask a person for confirmation, in seven days: anybody can type an address."""
_WEEK: Final = timedelta(days=7)
_DEAF: Final = frozenset({Cause.BOUNCE, Cause.COMPLAINT, Cause.STAFF})
"""Who said once that they want no marketing may come back; these get no mail at all."""
_OPEN: Final = (Message.State.WAITING, Message.State.SENDING)


def ask_to_confirm(subscription: Subscription) -> bool:
    """Make the message that asks to confirm, and return whether it did."""
    person = subscription.person_hash
    if find_cause(subscription.address) in _DEAF:
        return False
    mail = _get_mail(subscription.site)
    # On all sites: the person has one mailbox.
    asked = Message.objects.filter(mail__slug=CONFIRMATION, person_hash=person)
    if asked.filter(state__in=_OPEN, facts__subscription=subscription.pk).exists():
        return False
    seen.note(CONFIRMATION)
    slots = _list_slots(asked.values_list("due_at", flat=True), timezone.now())
    keys = [digest("occasion", CONFIRMATION, slot) for slot in slots]
    used = set(asked.filter(key_hash__in=keys).values_list("key_hash", flat=True))
    return any(_write(subscription, mail=mail, key=key) for key in keys if key not in used)


def is_off(site: str) -> bool:
    """Return whether an editor has switched the mail off, so that nobody can subscribe."""
    return Mail.objects.filter(site=site, slug=CONFIRMATION, is_on=False).exists()


def find_asked(message: Message) -> Subscription | None:
    """Return the subscription that a message asks to confirm, None if it was answered or erased."""
    waiting = Subscription.objects.filter(state=Subscription.State.ASKED)
    return waiting.filter(pk=message.facts.get("subscription")).first()


def _list_slots(times: Any, now: datetime) -> list[str]:
    """Return the occasions that are left of a person's three in this calendar week.

    A unique constraint holds each, so requests at the same time cannot exceed them. Mails of the
    calendar week before count as long as they are not seven days old.
    """
    monday = datetime.combine(now.date() - timedelta(days=now.weekday()), datetime.min.time())
    start = monday.replace(tzinfo=now.tzinfo)
    before = sum(now - _WEEK < each < start for each in times)
    return [f"{start:%G-%V} {number}" for number in range(before, MOST)]


def _get_mail(site: str) -> Mail:
    """Return the site's mail; it has no text of an editor unless somebody writes one."""
    defaults = {
        "name": gettext_noop("Confirmation of a subscription"),
        "moment": CONFIRMATION,
        "kind": Mail.Kind.SERVICE,
        "is_on": True,
    }
    return Mail.objects.get_or_create(site=site, slug=CONFIRMATION, defaults=defaults)[0]


def _write(subscription: Subscription, *, mail: Mail, key: str) -> bool:
    """Write the message unless another request has just done so; return whether it did."""
    now = timezone.now()
    address = get_confirm_address(subscription)
    with override(subscription.language):
        topic = str(options.topics[subscription.topic])
    message = Message(
        mail=mail,
        address=subscription.address,
        person_hash=subscription.person_hash,
        key_hash=key,
        facts={
            "subscription": subscription.pk,
            "topic": topic,
            "wording": subscription.wording,
        },
        language=subscription.language,
        due_at=now,
        expires_at=now + timedelta(days=mail.expire_days),
        message_id=f"<{secrets.token_hex(16)}@{split_domain_port(get_host(address))[0]}>",
    )
    # An error that is caught would write address and button into PostgreSQL's log.
    Message.objects.bulk_create([message], ignore_conflicts=True)
    return Message.objects.filter(message_id=message.message_id).exists()
