"""An order is placed, shipped and refunded, each at most once."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from demo_site.shop.basket import Line
from demo_site.shop.models import Order, OrderLine, Voucher


@transaction.atomic
def place_order(lines: Iterable[Line], customer: dict[str, Any], *, user: User | None) -> Order:
    """Create the order of a customer, or raise ValidationError and change nothing.

    `customer` is what CheckoutForm has cleaned.
    """
    lines = list(lines)
    order = Order.objects.create(
        user=user,
        email=customer["email"],
        name=customer["name"],
        address=customer["address"],
        total=sum((line.total for line in lines), Decimal(0)),
        placed_at=timezone.now(),
    )
    OrderLine.objects.bulk_create(
        OrderLine(order=order, good=line.good, quantity=line.quantity, price=line.good.price)
        for line in lines
    )
    if customer["voucher"]:
        use_voucher(customer["voucher"], order)
    return order


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


def ship(order: Order) -> bool:
    """Send the parcel; return False if it was sent or refunded before."""
    return _move(order, Order.State.SHIPPED, before=[Order.State.PLACED])


@transaction.atomic
def refund(order: Order) -> bool:
    """Pay the money back, and return the voucher; return False if that was done before."""
    if not _move(order, Order.State.REFUNDED, before=[Order.State.PLACED, Order.State.SHIPPED]):
        return False
    order.vouchers.update(state=Voucher.State.OPEN, used_for=None)
    return True


def _move(order: Order, state: Order.State, *, before: list[Order.State]) -> bool:
    return bool(Order.objects.filter(pk=order.pk, state__in=before).update(state=state))
