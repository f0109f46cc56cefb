"""The letters that users have chosen, and the articles that took off."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sharekit.models import Article
from sharekit.models.links import SITE_LENGTH
from sharekit.models.manager import WriterManager


class Watch(models.Model):
    """A user's choice to get a letter about a site; "" is the only one, or all without SITES."""

    class Kind(models.TextChoices):
        """The letters."""

        WEEKLY = "weekly", _("the Monday letter")
        TAKE_OFF = "take_off", _("an article takes off")

    id = models.BigAutoField(primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    site = models.CharField(_("site"), max_length=SITE_LENGTH, blank=True, default="")
    is_on = models.BooleanField(_("on"), default=True)

    objects = WriterManager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("my letters")
        # Everybody who may see the reports chooses the own letters, and nobody those of others.
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=["user", "kind", "site"], name="sharekit_alerts_watch_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Alert(models.Model):
    """An article that took off: `acts` in two hours, of which `expected` were usual.

    `day` and `hour` are those of the counts, on settings.TIME_ZONE's clock.
    """

    id = models.BigAutoField(primary_key=True)
    article = models.ForeignKey(Article, models.CASCADE, related_name="+")
    day = models.DateField(_("day"))
    hour = models.PositiveSmallIntegerField(_("hour"))
    acts = models.PositiveIntegerField(_("shares, copies and visits from shares"))
    expected = models.FloatField(_("usual"))

    objects = WriterManager()

    class Meta:
        verbose_name = _("alert")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=["article", "day"], name="sharekit_alerts_alert_once"),
        )
        # For pruning.
        indexes = (models.Index(fields=["day"], name="sharekit_alerts_day"),)

    def __str__(self) -> str:
        return f"{self.article_id} {self.day}"
