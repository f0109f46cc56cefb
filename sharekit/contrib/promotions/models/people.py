"""The people of a promotion: advocates, their friends' referrals, and the rewards of both."""

from __future__ import annotations

import uuid
from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sharekit.contrib.conversions.models import GOAL_LENGTH
from sharekit.contrib.promotions.models.promotion import Promotion
from sharekit.hashes import LENGTH as DIGEST_LENGTH
from sharekit.models.manager import WriterManager

CODE_LENGTH: Final = 8
"""The characters of an advocate's code: 40 bits in Crockford's base32."""
NUMBER_LENGTH: Final = 100
"""The most characters of the shop's number of an order."""


class Advocate(models.Model):
    """A customer who recommends the site, with a personal code.

    `key_hash` is a keyed hash of the mail address; `same_hashes` are those of what the shop calls
    the same card or household. `code` and `user` are null after the person was forgotten.
    `rewarded` counts the rewards for `cap_per_advocate`.
    """

    id = models.BigAutoField(primary_key=True)
    promotion = models.ForeignKey(Promotion, models.PROTECT, related_name="advocates")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        verbose_name=_("user"),
        related_name="+",
    )
    # Null, not "", because codes are unique.
    code = models.CharField(max_length=CODE_LENGTH, null=True)  # noqa: DJ001
    key_hash = models.CharField(max_length=DIGEST_LENGTH)
    same_hashes = models.JSONField(default=list)
    terms_version = models.CharField(_("version of the terms"), max_length=40, blank=True)
    rewarded = models.PositiveIntegerField(_("rewards"), default=0)
    joined_at = models.DateTimeField(_("joined"))
    left_at = models.DateTimeField(_("left"), null=True)
    blocked_at = models.DateTimeField(_("blocked"), null=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True, default="")

    objects = WriterManager()

    class Meta:
        verbose_name = _("advocate")
        default_permissions = ("view",)
        constraints = (
            models.UniqueConstraint(
                fields=["promotion", "user"], name="sharekit_promotions_advocate_once"
            ),
            # Two accounts with one address are one advocate.
            models.UniqueConstraint(
                fields=["promotion", "key_hash"], name="sharekit_promotions_advocate_key"
            ),
            models.UniqueConstraint(fields=["code"], name="sharekit_promotions_advocate_code"),
        )
        # An order looks for its customer in all promotions.
        indexes = (models.Index(fields=["key_hash"], name="sharekit_promotions_customer"),)

    def __str__(self) -> str:
        # Without the code: the admin's log keeps this text after the person was forgotten.
        return f"#{self.pk}"


class Referral(models.Model):
    """A friend who claimed an offer by an advocate's code, and the order that settles it.

    `friend_key` and `advocate_key` are keyed hashes of normalised mail addresses. `same_hashes` are
    those of the card and the household of the order. They, `order` and `user` are emptied KEEP_DAYS
    after the decision. `was_new` is what the shop said at the claim, or at a smaller order since,
    None if it does not know. Each flag in `flags`, words with spaces between, waits for a person:
    "same" (the card or household of the advocate, or of another friend of the advocate), "speed"
    (many claims by a code in a day), "rush" (many claims of a promotion in a day). If a person
    approves it, the flags become its `reason`; else `reason` is why it was refused.
    """

    class State(models.TextChoices):
        """The steps of a referral."""

        CLAIMED = "claimed", _("joined")
        PENDING = "pending", _("waiting")
        APPROVED = "approved", _("approved")
        EXPIRED = "expired", _("expired")
        REFUSED = "refused", _("refused")
        CANCELLED = "cancelled", _("cancelled")

    id = models.BigAutoField(primary_key=True)
    promotion = models.ForeignKey(Promotion, models.PROTECT, related_name="referrals")
    advocate = models.ForeignKey(
        Advocate, models.PROTECT, verbose_name=_("advocate"), related_name="referrals"
    )
    advocate_key = models.CharField(max_length=DIGEST_LENGTH)
    friend_key = models.CharField(max_length=DIGEST_LENGTH)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    goal = models.CharField(max_length=GOAL_LENGTH, blank=True, default="")
    key_hash = models.CharField(max_length=DIGEST_LENGTH, blank=True, default="")
    order = models.CharField(_("order"), max_length=NUMBER_LENGTH, blank=True, default="")
    value = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    currency = models.CharField(max_length=3, blank=True, default="")
    same_hashes = models.JSONField(default=list)
    was_new = models.BooleanField(null=True)
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.CLAIMED)
    flags = models.CharField(max_length=100, blank=True, default="")
    reason = models.CharField(max_length=200, blank=True, default="")
    hold_until = models.DateTimeField(_("waits until"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        verbose_name=_("decided by"),
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided"), null=True)
    at = models.DateTimeField(_("joined"))

    objects = WriterManager()

    class Meta:
        verbose_name = _("referral")
        default_permissions = ("view", "change")
        constraints = (
            models.UniqueConstraint(
                fields=["promotion", "friend_key"], name="sharekit_promotions_referral_once"
            ),
            # Two addresses of an account are one friend.
            models.UniqueConstraint(
                fields=["promotion", "user"], name="sharekit_promotions_referral_account"
            ),
            models.UniqueConstraint(
                fields=["goal", "key_hash"],
                name="sharekit_promotions_referral_order",
                condition=~Q(key_hash=""),
            ),
            models.CheckConstraint(
                condition=~Q(friend_key=F("advocate_key")),
                name="sharekit_promotions_referral_other",
            ),
        )
        indexes = (
            models.Index(fields=["friend_key"], name="sharekit_promotions_friend"),
            models.Index(fields=["state", "hold_until"], name="sharekit_promotions_waiting"),
        )

    def __str__(self) -> str:
        return f"#{self.pk}"


class Reward(models.Model):
    """What an advocate or a friend gets for a referral; ISSUE creates it under `key`.

    `counted` is true while it takes a place of the caps. `next_at` is when it is tried next, or how
    long a worker may take that is trying. An issued reward with an `error` could not be taken back.
    `forgotten` empties the `result` of a person who has gone once ISSUE or WITHDRAW has answered.
    """

    class Role(models.TextChoices):
        """Who is rewarded."""

        ADVOCATE = "advocate", _("advocate")
        FRIEND = "friend", _("friend")

    class State(models.TextChoices):
        """The steps of a reward."""

        DUE = "due", _("due")
        ISSUING = "issuing", _("being issued")
        ISSUED = "issued", _("issued")
        WITHDRAWING = "withdrawing", _("being taken back")
        WITHDRAWN = "withdrawn", _("taken back")
        FAILED = "failed", _("failed")
        OVER_LIMIT = "over_limit", _("over the limit")

    id = models.BigAutoField(primary_key=True)
    referral = models.ForeignKey(
        Referral, models.PROTECT, verbose_name=_("referral"), related_name="rewards"
    )
    role = models.CharField(_("role"), max_length=8, choices=Role.choices)
    key = models.UUIDField(default=uuid.uuid4)
    state = models.CharField(_("state"), max_length=11, choices=State.choices, default=State.DUE)
    result = models.CharField(_("result"), max_length=200, blank=True, default="")
    counted = models.BooleanField(default=False)
    forgotten = models.BooleanField(default=False)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    next_at = models.DateTimeField(_("next attempt"), null=True)
    error = models.CharField(_("error"), max_length=500, blank=True, default="")

    objects = WriterManager()

    class Meta:
        verbose_name = _("reward")
        default_permissions = ("view",)
        constraints = (
            models.UniqueConstraint(
                fields=["referral", "role"], name="sharekit_promotions_reward_once"
            ),
            models.UniqueConstraint(fields=["key"], name="sharekit_promotions_reward_key"),
        )
        indexes = (models.Index(fields=["state", "next_at"], name="sharekit_promotions_due"),)

    def __str__(self) -> str:
        return f"#{self.pk}"
