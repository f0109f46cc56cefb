"""What the shop sells, who ordered it, and vouchers."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Final

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

CURRENCY: Final = "EUR"
"""The currency of all prices (ISO 4217)."""

_LETTERS: Final = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
"""Those of a voucher's code: none looks like another one."""


def make_number() -> str:
    """Return the number of a new order."""
    return "PS-" + get_random_string(8, "0123456789")


def make_code() -> str:
    """Return the code of a new voucher."""
    return get_random_string(10, _LETTERS)


class Good(models.Model):
    """Something to buy."""

    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    line = models.CharField(_("one line"), max_length=200)
    text = models.TextField(_("text"))
    price = models.DecimalField(_("price"), max_digits=8, decimal_places=2)
    picture = models.CharField(
        _("picture"), max_length=80, help_text=_("File name in static/shop/goods/.")
    )

    class Meta:
        ordering = ("price",)
        verbose_name = _("good")
        verbose_name_plural = _("goods")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the path of the good's page."""
        return reverse("shop:good", args=[self.slug])


class Order(models.Model):
    """What somebody bought, with or without an account; paid when it is placed.

    `secret` is the end of its page's address, which only the customer knows.
    """

    class State(models.TextChoices):
        """Where the parcel is."""

        PLACED = "placed", _("placed")
        SHIPPED = "shipped", _("shipped")
        REFUNDED = "refunded", _("refunded")

    number = models.CharField(_("number"), max_length=20, unique=True, default=make_number)
    secret = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="orders",
        verbose_name=_("customer"),
    )
    email = models.EmailField(_("email"))
    name = models.CharField(_("name"), max_length=120)
    address = models.CharField(_("address"), max_length=300)
    total = models.DecimalField(_("total"), max_digits=8, decimal_places=2)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.PLACED)
    placed_at = models.DateTimeField(_("placed"))
    stars = models.PositiveSmallIntegerField(_("stars"), null=True, blank=True)

    class Meta:
        ordering = ("-placed_at", "-pk")
        verbose_name = _("order")
        verbose_name_plural = _("orders")

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """Return the path of the page that the customer sees."""
        return reverse("shop:order", args=[self.secret])


class OrderLine(models.Model):
    """A good of an order, at the price of that day."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="lines")
    good = models.ForeignKey(Good, models.PROTECT, verbose_name=_("good"))
    quantity = models.PositiveSmallIntegerField(_("quantity"))
    price = models.DecimalField(_("price"), max_digits=8, decimal_places=2)

    class Meta:
        verbose_name = _("line")
        verbose_name_plural = _("lines")

    def __str__(self) -> str:
        return f"{self.quantity} x {self.good}"

    @property
    def total(self) -> Decimal:
        """The price of all of them."""
        return self.price * self.quantity


class Voucher(models.Model):
    """Money for one order: it works once.

    A customer with an account finds it there (`owner`), any other one on the page of the order that
    earned it (`earned_by`).
    """

    class State(models.TextChoices):
        """Whether it can be used."""

        OPEN = "open", _("open")
        USED = "used", _("used")
        WITHDRAWN = "withdrawn", _("withdrawn")

    code = models.CharField(_("code"), max_length=20, unique=True, default=make_code)
    value = models.DecimalField(_("value"), max_digits=8, decimal_places=2)
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.OPEN)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="vouchers",
        verbose_name=_("owner"),
    )
    earned_by = models.ForeignKey(
        Order,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="earned",
        verbose_name=_("earned by"),
    )
    used_for = models.ForeignKey(
        Order,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="vouchers",
        verbose_name=_("used for"),
    )

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("voucher")
        verbose_name_plural = _("vouchers")

    def __str__(self) -> str:
        return self.code
