"""Empties what names a person; hashes stay, so that nothing is sent twice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sharekit.conf import settings
from sharekit.contrib.mails.models import Message, Subscription, Suppression
from sharekit.contrib.mails.subscribing.suppression import suppress
from sharekit.contrib.mails.subscribing.unconfirmed import end_unconfirmed
from sharekit.contrib.people import get_person_key, list_accounts, normalise
from sharekit.extensions import Keeper
from sharekit.keeping.steps import cut

State = Message.State
_EMPTY: Final = {"address": "", "facts": {}}


class MailKeeper(Keeper):
    """Keeps the address and the facts of a message for KEEP_DAYS after its end."""

    title = _("Mails")

    def prune(self) -> int:
        """Empty old messages, and delete subscriptions that nobody has confirmed."""
        last = timezone.now() - timedelta(days=settings.keep_days)
        ended = Message.objects.filter(ended_at__lt=last).exclude(address="")
        emptied = sum(step.update(**_EMPTY) for step in cut(ended))
        for state, end in ((State.WAITING, State.SKIPPED), (State.SENDING, State.UNKNOWN)):
            # No worker has run since then.
            left = Message.objects.filter(state=state, expires_at__lt=last)
            emptied += sum(
                step.filter(state=state).update(**_EMPTY, **_end(end, "expired"))
                for step in cut(left)
            )
        return emptied + end_unconfirmed(last)

    def forget_person(self, address: str) -> int:
        """Empty messages and delete subscriptions of a person, who gets no marketing any more.

        Hashes of address and occasion stay in a message: nothing is sent twice. A later
        subscription, with a confirmation, is a new declaration.
        """
        subscriptions = _find_subscriptions(address)
        addresses = {address, *subscriptions.values_list("address", flat=True)}
        for each in sorted(addresses) if subscriptions else ():
            suppress(each, Suppression.Cause.ASKED)
        messages = _find_messages(addresses)
        waiting = messages.filter(state=State.WAITING)
        waiting.update(**_end(State.SKIPPED, "forgotten"))
        # The sentence of a letter that could not be written may name somebody.
        messages.filter(state=State.FAILED).update(reason="")
        emptied = messages.exclude(address="").update(**_EMPTY)
        return emptied + subscriptions.delete()[0]

    def export_person(self, address: str) -> list[dict[str, Any]]:
        """Return a person's messages, subscriptions with their proof, and what stops mails."""
        subscriptions = _find_subscriptions(address).order_by("pk")
        addresses = {address, *subscriptions.values_list("address", flat=True)}
        messages = _find_messages(addresses).select_related("mail").order_by("pk")
        keys = [key for each in addresses if (key := get_person_key(each))]
        suppressions = Suppression.objects.filter(address_hash__in=keys).order_by("pk")
        return [
            *map(_describe_message, messages),
            *map(_describe_subscription, subscriptions),
            *({"cause": each.cause, "at": each.at} for each in suppressions),
        ]


def _end(state: str, reason: str) -> dict[str, Any]:
    return {"state": state, "reason": reason, "ended_at": timezone.now()}


def _find_messages(addresses: set[str]) -> QuerySet[Message]:
    keys = [key for each in addresses if (key := get_person_key(each))]
    return Message.objects.filter(person_hash__in=keys)


def _find_subscriptions(address: str) -> QuerySet[Subscription]:
    """Return the subscriptions of a mailbox, in any spelling, and of its account."""
    if not (mailbox := normalise(address)):
        return Subscription.objects.none()
    rows = Subscription.objects.values_list("pk", "address")
    found = [pk for pk, each in rows.iterator() if normalise(each) == mailbox]
    return Subscription.objects.filter(Q(pk__in=found) | Q(user__in=list_accounts(address)))


def _describe_message(message: Message) -> dict[str, Any]:
    return {
        "mail": message.mail.slug,
        "kind": message.mail.kind,
        "address": message.address,
        "facts": message.facts,
        "language": message.language,
        "state": message.state,
        "reason": message.reason,
        "due_at": message.due_at,
        "tried_at": message.claimed_at,
        "ended_at": message.ended_at,
    }


def _describe_subscription(subscription: Subscription) -> dict[str, Any]:
    return {
        "topic": subscription.topic,
        "site": subscription.site,
        "address": subscription.address,
        "language": subscription.language,
        "ground": subscription.ground,
        "state": subscription.state,
        "wording": subscription.wording,
        "source": subscription.source,
        "asked_at": subscription.asked_at,
        "confirmed_at": subscription.confirmed_at,
        "stopped_at": subscription.stopped_at,
        "how": subscription.how,
        "earlier": subscription.earlier,
    }
