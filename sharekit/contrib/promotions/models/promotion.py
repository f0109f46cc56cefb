"""Promotions."""

from __future__ import annotations

from typing import Final

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sharekit.contrib.conversions.models import GOAL_LENGTH
from sharekit.models.links import SITE_LENGTH
from sharekit.models.manager import WriterManager

MOST_DAYS: Final = 36_525
"""A century: more days of waiting, or to order, are a typing error."""


class Promotion(models.Model):
    """An offer: advocates recommend the site to friends, and both are rewarded.

    `goal` is the conversion that qualifies a referral, of at least `min_value` in `currency`; with
    `only_new` only by customers who are new. `rewarded` counts all rewards for `cap_total`. A cap
    of 0 means no limit. An advocate is rewarded for `every` so many friends. The
    costs, in `currency`, serve only the marketer's sums.
    """

    class State(models.TextChoices):
        """Whether friends can claim."""

        DRAFT = "draft", _("draft")
        LIVE = "live", _("live")
        PAUSED = "paused", _("paused")
        ENDED = "ended", _("ended")

    class FriendReward(models.TextChoices):
        """When a friend is rewarded."""

        CLAIM = "claim", _("at once, for the first order")
        APPROVAL = "approval", _("after the order, with the advocate")

    id = models.BigAutoField(primary_key=True)
    site = models.CharField(_("site"), max_length=SITE_LENGTH, blank=True, default="")
    slug = models.SlugField(_("short name"), max_length=60)
    name = models.CharField(_("name"), max_length=100)
    headline = models.CharField(_("headline"), max_length=200)
    friend_offer = models.CharField(_("the friend gets"), max_length=200)
    advocate_offer = models.CharField(_("the advocate gets"), max_length=200)
    share_text = models.CharField(_("share text"), max_length=500)
    picture = models.CharField(_("picture"), max_length=500, blank=True, default="")
    destination = models.CharField(_("destination"), max_length=500, default="/")
    goal = models.CharField(_("goal"), max_length=GOAL_LENGTH)
    min_value = models.DecimalField(
        _("least value"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True, default="")
    friend_cost = models.DecimalField(
        _("cost of a friend's reward"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    advocate_cost = models.DecimalField(
        _("cost of an advocate's reward"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    only_new = models.BooleanField(_("only new customers"), default=True)
    friend_reward_at = models.CharField(
        _("the friend is rewarded"),
        max_length=8,
        choices=FriendReward.choices,
        default=FriendReward.APPROVAL,
    )
    every = models.PositiveIntegerField(
        _("friends for one reward"), default=1, validators=[MinValueValidator(1)]
    )
    hold_days = models.PositiveIntegerField(
        _("days of waiting"), default=30, validators=[MaxValueValidator(MOST_DAYS)]
    )
    claim_days = models.PositiveIntegerField(
        _("days to order"),
        default=90,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)],
    )
    cap_per_advocate = models.PositiveIntegerField(_("most rewards of an advocate"), default=10)
    cap_total = models.PositiveIntegerField(_("most rewards together"), default=100)
    rewarded = models.PositiveIntegerField(_("rewards"), default=0)
    terms_url = models.CharField(_("terms"), max_length=500, blank=True, default="")
    terms_version = models.CharField(_("version of the terms"), max_length=40, blank=True)
    state = models.CharField(_("state"), max_length=6, choices=State.choices, default=State.DRAFT)
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)

    objects = WriterManager()

    class Meta:
        verbose_name = _("promotion")
        constraints = (
            models.UniqueConstraint(
                fields=["site", "slug"], name="sharekit_promotions_promotion_once"
            ),
            models.CheckConstraint(
                condition=Q(every__gt=0), name="sharekit_promotions_every_positive"
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the path of the page for readers without a code, which no code is part of."""
        return reverse("sharekit_promotions:promotion", args=[self.slug])

    @property
    def title(self) -> str:
        """The title of its pages: the name is for colleagues."""
        return self.headline
