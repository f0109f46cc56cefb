"""An order is placed, shipped, reviewed and refunded, each at most once."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from demo_site.shop.basket import Basket
from demo_site.shop.forms import NOTICE
from demo_site.shop.mails.moments import ORDERED, REVIEWED, SHIPPED, TOPIC, announce
from demo_site.shop.models import CURRENCY, Order, OrderLine, Voucher
from sharekit.contrib.conversions.public import record_conversion, reverse_conversion
from sharekit.contrib.mails.models import Subscription
from sharekit.contrib.mails.public import stop, subscribe
from sharekit.contrib.promotions.public import Refusal, claim, qualify

LIKED: Final = 4
"""The least stars of a customer who gets the offer."""


@transaction.atomic
def place_order(
    basket: Basket, customer: dict[str, Any], *, user: User | None = None, code: str = ""
) -> Order:
    """Create the order of a customer, or raise ValidationError and change nothing.

    `customer` is what CheckoutForm has cleaned, `code` what a friend has given to the customer.
    """
    is_new = not has_ordered(customer["email"])
    if code:
        claim_offer(code, email=customer["email"], user=user, is_new=is_new)
    order = Order.objects.create(
        user=user,
        email=customer["email"],
        name=customer["name"],
        address=customer["address"],
        total=basket.total,
        placed_at=timezone.now(),
    )
    OrderLine.objects.bulk_create(
        OrderLine(order=order, good=line.good, quantity=line.quantity, price=line.good.price)
        for line in basket
    )
    if customer["voucher"]:
        use_voucher(customer["voucher"], order)
    note_wish(order, wants_offers=not customer["no_offers"])
    announce(ORDERED, order)
    record_conversion(
        "order", order.number, token=basket.share, value=order.total, currency=CURRENCY
    )
    qualify(
        "order",
        order.number,
        email=order.email,
        user=user,
        value=order.total,
        currency=CURRENCY,
        is_new=is_new,
        same=[order.address],
    )
    return order


def claim_offer(code: str, *, email: str, user: User | None, is_new: bool) -> None:
    """Note by whose code a customer comes, or raise ValidationError with the reason against it."""
    claimed = claim(code, email=email, user=user, is_new=is_new)
    if isinstance(claimed, Refusal):
        raise ValidationError(claimed.sentence)


def has_ordered(email: str) -> bool:
    """Return whether somebody with this address is a customer already."""
    return Order.objects.filter(email__iexact=email).exists()


def use_voucher(code: str, order: Order) -> None:
    """Pay a part of an order with a voucher, or raise ValidationError.

    Of two orders that use it at once, only one gets it, because one statement looks and writes.
    """
    is_used = Voucher.objects.filter(code=code, state=Voucher.State.OPEN).update(
        state=Voucher.State.USED, used_for=order
    )
    if not is_used:
        raise ValidationError({"voucher": _("This voucher is unknown, or was used.")})
    order.total = max(order.total - order.vouchers.get().value, Decimal(0))
    order.save(update_fields=["total"])


def note_wish(order: Order, *, wants_offers: bool) -> None:
    """Subscribe a customer to the shop's news, which the checkout has announced, or do not.

    Somebody who stopped once is not subscribed by another order.
    """
    if wants_offers:
        ground = Subscription.Ground.CUSTOMER
        subscribe(order.email, TOPIC, wording=NOTICE, source="/shop/checkout/", ground=ground)
    else:
        stop(order.email, TOPIC)


@transaction.atomic
def ship(order: Order) -> bool:
    """Send the parcel; return False if it was sent or refunded before."""
    if not _move(order, Order.State.SHIPPED, before=[Order.State.PLACED]):
        return False
    announce(SHIPPED, order)
    return True


@transaction.atomic
def review(order: Order, stars: int) -> bool:
    """Note how a customer likes the goods; return False if that is known already."""
    unknown = Order.objects.filter(pk=order.pk, state=Order.State.SHIPPED, stars=None)
    if not unknown.update(stars=stars):
        return False
    if stars >= LIKED:
        announce(REVIEWED, order)
    return True


@transaction.atomic
def refund(order: Order) -> bool:
    """Pay the money back, and return the voucher; return False if that was done before."""
    if not _move(order, Order.State.REFUNDED, before=[Order.State.PLACED, Order.State.SHIPPED]):
        return False
    order.vouchers.update(state=Voucher.State.OPEN, used_for=None)
    reverse_conversion("order", order.number)
    return True


def _move(order: Order, state: Order.State, *, before: list[Order.State]) -> bool:
    return bool(Order.objects.filter(pk=order.pk, state__in=before).update(state=state))
