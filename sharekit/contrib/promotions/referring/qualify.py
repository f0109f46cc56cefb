"""An order qualifies the referral of the friend who placed it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

import msgspec
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from sharekit.contrib.conversions.amounts import parse_amount
from sharekit.contrib.conversions.models import Conversion
from sharekit.contrib.conversions.models import State as ConversionState
from sharekit.contrib.conversions.public import record_conversion
from sharekit.contrib.conversions.record import hash_number
from sharekit.contrib.people import get_person_key
from sharekit.contrib.promotions.models import Advocate, Promotion, Referral
from sharekit.contrib.promotions.referring.people import add_same, find_account, hash_same
from sharekit.contrib.promotions.settle.conditions import span
from sharekit.contrib.promotions.settle.end import end
from sharekit.contrib.promotions.settle.locks import after_commit, get_database
from sharekit.contrib.promotions.settle.person import Person, list_mutual
from sharekit.contrib.promotions.settle.run import settle_order
from sharekit.contrib.promotions.settle.same import flag_same
from sharekit.contrib.transactions import write_with_site

State = Referral.State
_HONOURED = (Promotion.State.LIVE, Promotion.State.PAUSED, Promotion.State.ENDED)
"""A friend who has claimed is rewarded, whether or not others still can."""


class _Order(msgspec.Struct, frozen=True):
    """An order, and who placed it."""

    number: str
    key_hash: str
    customer: Person
    value: Decimal | None
    currency: str
    same: list[str]
    is_new: bool | None


def qualify(
    goal: str,
    number: str | int,
    *,
    email: object,
    user: Any = None,
    value: Decimal | int | float | None = None,
    currency: str = "",
    is_new: bool | None = None,
    same: Iterable[str | None] = (),
) -> Referral | None:
    """Let an order settle the oldest claim of its customer; return the referral, None without one.

    Records the conversion if it is missing. Another call with the same number changes nothing.
    `is_new` says whether the customer had ordered nothing before, None if the site does not know.
    `same` has texts that recognise the card or the household: a referral waits for a person if its
    advocate, or another friend of the advocate, orders with one of them, before or after.

    In a transaction of another database than sharekit's it returns None, and writes after its
    commit. Raises ValueError as `record_conversion` does.
    """
    amount = parse_amount(value, currency)
    order = _Order(
        number=str(number),
        key_hash=hash_number(goal, number),
        customer=Person(key=get_person_key(email), user=find_account(user)),
        value=amount,
        currency="" if amount is None else currency,
        same=hash_same(same),
        is_new=is_new,
    )
    # Where both wait for the commit of another database, the second finds what the first wrote.
    record_conversion(goal, number, value=value, currency=currency)
    return write_with_site(Referral, lambda: _qualify(order, goal))


def _qualify(order: _Order, goal: str) -> Referral | None:
    """Settle a claim in the caller's transaction, which locks the claim and nothing else."""
    if not order.customer.keys:
        return None
    _note_own_order(order)
    conversion = Conversion.objects.get(goal=goal, key_hash=order.key_hash)
    if found := _find_settled(conversion):
        return found
    # Reversed before it was recorded: the friend may order again.
    if conversion.state == ConversionState.REVERSED:
        return None
    if order.value is None:
        # The site may have recorded it before, with its value.
        order = msgspec.structs.replace(order, value=conversion.value, currency=conversion.currency)
    now = timezone.now()
    for referral in _list_claims(order, conversion, now):
        if not _is_enough(referral.promotion, order):
            _note_new(referral, order)
        elif reason := _find_obstacle(referral, order):
            _refuse(referral, reason)
        elif _settle(referral, order, conversion, now):
            return _find_settled(conversion)
    return None


def _note_own_order(order: _Order) -> None:
    """Remember the cards and households of a customer who is an advocate, after the commit."""
    if not order.same:
        return
    for advocate in Advocate.objects.filter(order.customer.is_in("key_hash", "user")):
        after_commit(partial(add_same, advocate, order.same))


def _find_settled(conversion: Conversion) -> Referral | None:
    of_order = Referral.objects.filter(goal=conversion.goal, key_hash=conversion.key_hash)
    return of_order.first()


def _list_claims(order: _Order, conversion: Conversion, now: datetime) -> list[Referral]:
    """Return the claims of a customer for the goal that are in time, the oldest first."""
    claims = Referral.objects.filter(
        order.customer.is_in("friend_key", "user"),
        state=State.CLAIMED,
        promotion__goal=conversion.goal,
        promotion__state__in=_HONOURED,
    )
    found = claims.select_related("promotion", "advocate__user").order_by("at", "pk")
    return [
        referral for referral in found if referral.at > now - span(referral.promotion.claim_days)
    ]


def _is_enough(promotion: Promotion, order: _Order) -> bool:
    """Return whether an order has the least value, in the promotion's currency."""
    if promotion.min_value is None:
        return not promotion.currency or order.currency in {"", promotion.currency}
    is_same = order.currency == promotion.currency
    return is_same and order.value is not None and order.value >= promotion.min_value


def _find_obstacle(referral: Referral, order: _Order) -> str:
    """Return the reason for which an order of the friend's earns nothing."""
    customer = order.customer
    if customer.is_behind(referral.advocate) or referral.advocate_key in customer.keys:
        return "self"
    # The order may be the first that names the account, and another may have been faster.
    is_first = Q(pk__lt=referral.pk) | ~Q(key_hash="")
    if list_mutual(customer, referral.advocate).filter(is_first).exists():
        return "mutual"
    settled = Referral.objects.filter(customer.is_in("friend_key", "user")).exclude(key_hash="")
    if customer.user and settled.filter(promotion=referral.promotion_id).exists():
        return "used"
    # Orders that were too small, or in another currency, make nobody a customer of old.
    is_customer = order.is_new is False and referral.promotion.only_new
    was_new = referral.was_new and not settled.exists()
    return "customer" if is_customer and not was_new else ""


def _note_new(referral: Referral, order: _Order) -> None:
    """Remember that a friend was new whose order is too small, if the claim did not say so."""
    if order.is_new:
        unknown = Referral.objects.filter(pk=referral.pk, state=State.CLAIMED, was_new=None)
        unknown.update(was_new=True)


def _refuse(referral: Referral, reason: str) -> None:
    """Refuse a claim after the commit: it locks the advocate, which orders must not wait for."""
    claimed = Q(state=State.CLAIMED)
    work = partial(
        end,
        referral.pk,
        advocate=referral.advocate_id,
        where=claimed,
        state=State.REFUSED,
        reason=reason,
    )
    after_commit(work)


def _settle(referral: Referral, order: _Order, conversion: Conversion, now: datetime) -> bool:
    """Let a claim wait for its decision; return False if it has ended, or its account has another.

    The account of the order is written, so that it is known as this friend from now on.
    """
    is_same = bool(set(order.same) & set(referral.advocate.same_hashes))
    flags = " ".join([*referral.flags.split(), *(["same"] if is_same else [])])
    hold_until = now + span(referral.promotion.hold_days)
    claimed = Referral.objects.filter(pk=referral.pk, state=State.CLAIMED)
    try:
        # The same order may settle another claim, or the account have one of its own.
        with transaction.atomic(using=get_database()):
            is_settled = claimed.update(
                state=State.PENDING,
                goal=conversion.goal,
                key_hash=conversion.key_hash,
                order=order.number,
                value=order.value,
                currency=order.currency,
                same_hashes=order.same,
                user=referral.user_id or (order.customer.user and order.customer.user.pk),
                flags=flags,
                hold_until=hold_until,
            )
    except IntegrityError:
        if _find_settled(conversion) is None:
            _refuse(referral, "used")
            return False
        return True
    if is_settled and order.same:
        # Other friends may have ordered since, or be waiting.
        after_commit(partial(flag_same, referral.advocate_id))
    if is_settled and not referral.promotion.hold_days and not flags:
        after_commit(partial(settle_order, referral.pk))
    return bool(is_settled)
