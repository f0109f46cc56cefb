"""Empties what names a person; hashes stay, so that nothing is sent twice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sharekit.conf import settings
from sharekit.contrib.mails.models import Message, Subscription, Suppression
from sharekit.contrib.mails.subscribing.suppression import list_keys, suppress
from sharekit.contrib.mails.subscribing.unconfirmed import end_unconfirmed
from sharekit.contrib.people import get_person_key, list_accounts
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
        if not (person := get_person_key(address)):
            return 0
        # An account may have typed an address of somebody else, whose consent stays.
        linked = Subscription.objects.filter(user__in=list_accounts(address)).update(user=None)
        subscriptions = Subscription.objects.filter(person_hash=person)
        if subscriptions:
            suppress(address, Suppression.Cause.ASKED)
        messages = Message.objects.filter(person_hash=person)
        waiting = messages.filter(state=State.WAITING)
        waiting.update(**_end(State.SKIPPED, "forgotten"))
        # The sentence of a letter that could not be written may name somebody.
        messages.filter(state=State.FAILED).update(reason="")
        emptied = messages.exclude(address="").update(**_EMPTY)
        return linked + emptied + subscriptions.delete()[0]

    def export_person(self, address: str) -> list[dict[str, Any]]:
        """Return a person's messages, subscriptions with their proof, and what stops mails."""
        if not (person := get_person_key(address)):
            return []
        subscriptions = Subscription.objects.filter(person_hash=person).order_by("pk")
        rows = Message.objects.filter(person_hash=person)
        messages = rows.select_related("mail").order_by("pk")
        spellings = {address, *subscriptions.values_list("address", flat=True)}
        spellings |= set(rows.values_list("address", flat=True))
        keys = {key for each in spellings for key in list_keys(each)}
        suppressions = Suppression.objects.filter(address_hash__in=keys).order_by("pk")
        return [
            *map(_describe_message, messages),
            *map(_describe_subscription, subscriptions),
            *({"cause": each.cause, "at": each.at} for each in suppressions),
        ]


def _end(state: str, reason: str) -> dict[str, Any]:
    return {"state": state, "reason": reason, "ended_at": timezone.now()}


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
