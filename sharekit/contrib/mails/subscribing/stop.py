"""Stops the mails of a topic, or all marketing, for a person."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from sharekit.contrib.mails.models import Subscription, Suppression
from sharekit.contrib.mails.subscribing.consent import clean_address
from sharekit.contrib.mails.subscribing.origin import choose_site
from sharekit.contrib.mails.subscribing.subscribe import check_topic
from sharekit.contrib.mails.subscribing.suppression import suppress
from sharekit.contrib.people import get_person_key

State = Subscription.State


def stop(address: str, topic: str | None = None, *, site: str = "", how: str = "code") -> int:
    """Stop the mails of a topic, or all marketing on all sites, and return how many it stopped.

    It holds for every spelling of the mailbox, and for messages that wait already. A person who
    stops before subscribing is remembered, so a later order does not subscribe them. Raises
    ValueError for an unknown topic and for an address that is not valid.
    """
    if not (cleaned := clean_address(address)):
        raise ValueError("This is not a mail address.")
    if topic is None:
        suppress(cleaned, Suppression.Cause.ASKED)
        return stop_person(cleaned, how=how)
    check_topic(topic)
    now = timezone.now()
    objection = Subscription(
        site=choose_site(site),
        topic=topic,
        address=cleaned,
        person_hash=get_person_key(cleaned),
        ground=Subscription.Ground.CUSTOMER,
        language=get_language() or "",
        state=State.STOPPED,
        asked_at=now,
        stopped_at=now,
        how=how,
    )
    rows = _list_same(objection).filter(topic=topic)
    if rows.exists():
        return stop_rows(rows, how=how)
    Subscription.objects.bulk_create([objection], ignore_conflicts=True)
    # Another request may have subscribed the person in the meantime.
    return stop_rows(rows, how=how) or 1


def stop_person(address: str, *, how: str) -> int:
    """Stop all subscriptions of a person, in every spelling, and return their number."""
    rows = Subscription.objects.filter(person_hash=get_person_key(address))
    return stop_rows(rows, how=how)


def stop_one(subscription: Subscription, *, how: str) -> bool:
    """Stop a topic for the person of a subscription; return whether it was not stopped before."""
    return stop_rows(_list_same(subscription).filter(topic=subscription.topic), how=how) > 0


def stop_all_of(subscription: Subscription, *, how: str) -> int:
    """Stop all subscriptions of a person on a site, and return their number."""
    return stop_rows(_list_same(subscription), how=how)


def has_others(subscription: Subscription) -> bool:
    """Return whether the person gets mails of other topics on that site, too."""
    others = _list_same(subscription).exclude(topic=subscription.topic)
    return others.filter(state=State.CONFIRMED).exists()


def _list_same(subscription: Subscription) -> QuerySet[Subscription]:
    """Return the subscriptions of the same person on the same site."""
    return Subscription.objects.filter(site=subscription.site, person_hash=subscription.person_hash)


def stop_rows(rows: QuerySet[Subscription], *, how: str) -> int:
    """Stop subscriptions that are not stopped yet, and return their number."""
    open_rows = rows.exclude(state=State.STOPPED)
    return open_rows.update(state=State.STOPPED, stopped_at=timezone.now(), how=how)
