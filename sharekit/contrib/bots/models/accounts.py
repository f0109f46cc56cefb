"""What happened on an account, and how often bots answered. Neither names a customer."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from sharekit.contrib.bots.models.bots import SLUG_LENGTH, Bot
from sharekit.models import Article
from sharekit.models.manager import WriterManager


class AccountState(models.Model):
    """An account's health. The worker that sends its messages holds the lease.

    `looked_at` is when messages were last looked for that the platform does not deliver again.
    """

    id = models.BigAutoField(primary_key=True)
    account = models.CharField(_("account"), max_length=SLUG_LENGTH, unique=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    paused_until = models.DateTimeField(_("paused until"), null=True, blank=True)
    last_webhook_at = models.DateTimeField(_("last webhook"), null=True, blank=True)
    bad_signatures = models.PositiveBigIntegerField(_("bad signatures"), default=0)
    looked_at = models.DateTimeField(_("last looked for messages"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=200, blank=True, default="")

    objects = WriterManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        default_permissions = ()

    def __str__(self) -> str:
        return self.account


class BotTotal(models.Model):
    """What a bot did on a day, by rule (0: none), account and article of the answer."""

    id = models.BigAutoField(primary_key=True)
    bot = models.ForeignKey(Bot, models.CASCADE, related_name="totals")
    rule = models.BigIntegerField(default=0)
    account = models.CharField(max_length=SLUG_LENGTH)
    article = models.ForeignKey(Article, models.CASCADE, null=True, blank=True, related_name="+")
    day = models.DateField()
    opened = models.BigIntegerField(default=0)
    asked = models.BigIntegerField(default=0)
    answered = models.BigIntegerField(default=0)
    not_understood = models.BigIntegerField(default=0)
    handed_over = models.BigIntegerField(default=0)
    links_given = models.BigIntegerField(default=0)
    stopped = models.BigIntegerField(default=0)
    failed = models.BigIntegerField(default=0)

    objects = WriterManager()

    class Meta:
        verbose_name = _("figures of a bot")
        default_permissions = ()
        constraints = (
            # Two nulls are the same here, which a plain constraint only says on PostgreSQL 15.
            models.UniqueConstraint(
                "bot",
                "rule",
                "account",
                Coalesce("article_id", models.Value(0)),
                "day",
                name="sharekit_bots_total_once",
            ),
        )
        indexes = (models.Index(fields=["day"], name="sharekit_bots_totals"),)

    def __str__(self) -> str:
        return f"{self.day}"
