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

State = Subscription.State


def stop(address: str, topic: str | None = None, *, site: str = "", how: str = "code") -> int:
    """Stop the mails of a topic, or all marketing on all sites, and return how many it stopped.

    It holds for messages that wait already. A person who stops before subscribing is remembered,
    so a later order does not subscribe them. Raises ValueError for an unknown topic and for an
    address that is not valid.
    """
    if not (cleaned := clean_address(address)):
        raise ValueError("This is not a mail address.")
    rows = Subscription.objects.filter(address=cleaned)
    if topic is None:
        suppress(cleaned, Suppression.Cause.ASKED)
        return stop_rows(rows, how=how)
    check_topic(topic)
    chosen = choose_site(site)
    now = timezone.now()
    objection = {
        "ground": Subscription.Ground.CUSTOMER,
        "language": get_language() or "",
        "state": State.STOPPED,
        "asked_at": now,
        "stopped_at": now,
        "how": how,
    }
    _row, is_new = rows.get_or_create(site=chosen, topic=topic, address=cleaned, defaults=objection)
    return 1 if is_new else stop_rows(rows.filter(site=chosen, topic=topic), how=how)


def stop_one(subscription: Subscription, *, how: str) -> bool:
    """Stop a subscription, and return whether it was not stopped before."""
    return stop_rows(Subscription.objects.filter(pk=subscription.pk), how=how) > 0


def stop_all_of(subscription: Subscription, *, how: str) -> int:
    """Stop all subscriptions of an address on its site, and return their number."""
    return stop_rows(_list_same(subscription), how=how)


def has_others(subscription: Subscription) -> bool:
    """Return whether the address gets mails of other topics on that site, too."""
    others = _list_same(subscription).exclude(pk=subscription.pk)
    return others.filter(state=State.CONFIRMED).exists()


def _list_same(subscription: Subscription) -> QuerySet[Subscription]:
    return Subscription.objects.filter(site=subscription.site, address=subscription.address)


def stop_rows(rows: QuerySet[Subscription], *, how: str) -> int:
    """Stop subscriptions that are not stopped yet, and return their number."""
    open_rows = rows.exclude(state=State.STOPPED)
    return open_rows.update(state=State.STOPPED, stopped_at=timezone.now(), how=how)
