"""Conversions, each under a keyed hash of the shop's number, and their sums."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from sharekit.hashes import LENGTH as DIGEST_LENGTH
from sharekit.models import Article, ShareLink
from sharekit.models.manager import WriterManager
from sharekit.tokens import LENGTH

GOAL_LENGTH: Final = 32
"""The most characters of a goal's name."""
CURRENCY_LENGTH: Final = 3
"""The characters of a currency's code (ISO 4217)."""
DIGITS: Final = 14
"""The most digits of a value, with its decimal places."""
PLACES: Final = 3
"""The decimal places of a value: some currencies have three."""
SUM_DIGITS: Final = DIGITS + 6
"""The most digits of a sum of values."""


class State(models.TextChoices):
    """Whether a conversion still holds."""

    RECORDED = "recorded", _("recorded")
    REVERSED = "reversed", _("reversed")


class Conversion(models.Model):
    """What a reader did in the end, such as an order, named by a hash of the shop's number.

    `at` is null if it was reversed before it was recorded. `token` is what the page's form said;
    it is emptied when the conversion is credited. `link` is only ever a campaign link, never a
    reader's. `due` is true until the sums contain what `state` says, and `counted` is the state
    that they contain, "" for none. KEEP_DAYS after `day`, all but `goal`, `key_hash`, the states
    and `day` is emptied.
    """

    id = models.BigAutoField(primary_key=True)
    goal = models.CharField(max_length=GOAL_LENGTH)
    key_hash = models.CharField(max_length=DIGEST_LENGTH)
    state = models.CharField(max_length=8, choices=State.choices)
    article = models.ForeignKey(Article, models.SET_NULL, null=True, related_name="+")
    channel = models.CharField(max_length=32, blank=True, default="")
    # Without a constraint, as in LinkTotal: a site may partition the table of links.
    link = models.ForeignKey(
        ShareLink, models.SET_NULL, null=True, related_name="+", db_constraint=False
    )
    token = models.CharField(max_length=LENGTH, blank=True, default="")
    value = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES, null=True)
    currency = models.CharField(max_length=CURRENCY_LENGTH, blank=True, default="")
    day = models.DateField()
    at = models.DateTimeField(null=True)
    due = models.BooleanField()
    counted = models.CharField(max_length=8, choices=State.choices, blank=True, default="")

    objects = WriterManager()

    class Meta:
        verbose_name = _("conversion")
        verbose_name_plural = _("conversions")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=["goal", "key_hash"], name="sharekit_conversions_conversion_once"
            ),
        )
        indexes = (
            models.Index(fields=["id"], name="sharekit_conversions_due", condition=Q(due=True)),
            models.Index(fields=["day"], name="sharekit_conversions_day"),
            # Promotions look for reversed ones.
            models.Index(
                fields=["id"],
                name="sharekit_conversions_reversed",
                condition=Q(state=State.REVERSED),
            ),
        )


class ConversionTotal(models.Model):
    """All conversions of a goal on a day, whether they came by a share or not.

    `conversions` counts all that were recorded, `reversed` those of them that were reversed later;
    `value` is the sum of the others in `currency`, "" if they have no value.
    """

    id = models.BigAutoField(primary_key=True)
    goal = models.CharField(max_length=GOAL_LENGTH)
    day = models.DateField()
    currency = models.CharField(max_length=CURRENCY_LENGTH, blank=True, default="")
    conversions = models.BigIntegerField(default=0)
    reversed = models.BigIntegerField(default=0)
    value = models.DecimalField(max_digits=SUM_DIGITS, decimal_places=PLACES, default=0)

    objects = WriterManager()

    class Meta:
        verbose_name = _("conversions of a day")
        verbose_name_plural = _("conversions of a day")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=["goal", "day", "currency"], name="sharekit_conversions_total_once"
            ),
        )
        indexes = (models.Index(fields=["day"], name="sharekit_conversions_totals"),)


class ShareSum(models.Model):
    """The conversions of a goal that came by a share: by any, or by those of an article, a channel
    or a campaign link.

    `article` null, `channel` "" and `link` null mean any. `conversions` and `value` are exact,
    without those that were reversed. Reports show only what was released of them, see
    ShareRelease: `released` and `released_value` are its sums, and `seen` is what `conversions` was
    at the last release.
    """

    id = models.BigAutoField(primary_key=True)
    goal = models.CharField(max_length=GOAL_LENGTH)
    currency = models.CharField(max_length=CURRENCY_LENGTH, blank=True, default="")
    article = models.ForeignKey(Article, models.CASCADE, null=True, related_name="+")
    channel = models.CharField(max_length=32, blank=True, default="")
    link = models.ForeignKey(
        ShareLink, models.CASCADE, null=True, related_name="+", db_constraint=False
    )
    conversions = models.BigIntegerField(default=0)
    value = models.DecimalField(max_digits=SUM_DIGITS, decimal_places=PLACES, default=0)
    seen = models.BigIntegerField(default=0)
    released = models.BigIntegerField(default=0)
    released_value = models.DecimalField(max_digits=SUM_DIGITS, decimal_places=PLACES, default=0)

    objects = WriterManager()

    class Meta:
        verbose_name = _("conversions by shares")
        verbose_name_plural = _("conversions by shares")
        default_permissions = ()
        constraints = (
            # Two nulls are the same here, which a plain constraint only says on PostgreSQL 15.
            models.UniqueConstraint(
                "goal",
                "currency",
                Coalesce("article_id", models.Value(0)),
                "channel",
                Coalesce("link_id", models.Value(0)),
                name="sharekit_conversions_sum_once",
            ),
        )


class ShareRelease(models.Model):
    """Conversions by shares that were released for reports on a day, always a multiple of five."""

    id = models.BigAutoField(primary_key=True)
    sum = models.ForeignKey(ShareSum, models.CASCADE, related_name="releases")
    day = models.DateField()
    conversions = models.BigIntegerField(default=0)
    value = models.DecimalField(max_digits=SUM_DIGITS, decimal_places=PLACES, default=0)

    objects = WriterManager()

    class Meta:
        verbose_name = _("released conversions")
        verbose_name_plural = _("released conversions")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=["sum", "day"], name="sharekit_conversions_release_once"
            ),
        )
