"""What editors write: notes on the chart, and links to a report for people without an account."""

from __future__ import annotations

from typing import Final

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from sharekit.models.links import SITE_LENGTH, Article
from sharekit.models.manager import WriterManager

NOTE_LENGTH: Final = 200
"""The most characters of a note."""
MAY_WRITE_NOTES: Final = "sharekit.add_note"
MAY_SHARE: Final = "sharekit.add_sharedreport"
"""The permission to give a report to people without an account, in addition to MAY_SEE."""
MOST_SHARED_DAYS: Final = 366
"""The most days of a shared report, and the most days for which its link is valid."""


class Note(models.Model):
    """An event that may explain figures, such as a deploy, in an hour or a day of a site.

    Without a site it belongs to all, with an article only to this one. The row does not say who
    wrote it; the admin's own history does, as long as the user exists.
    """

    id = models.BigAutoField(primary_key=True)
    site = models.CharField(_("site"), max_length=SITE_LENGTH, blank=True, default="")
    article = models.ForeignKey(
        Article,
        models.CASCADE,
        verbose_name=_("article"),
        null=True,
        blank=True,
        related_name="notes",
    )
    day = models.DateField(_("day"))
    hour = models.SmallIntegerField(
        _("hour"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(23)],
    )
    text = models.CharField(
        _("text"),
        max_length=NOTE_LENGTH,
        validators=[
            RegexValidator(
                r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]",
                _("The note contains invisible characters. Please remove them."),
                inverse_match=True,
            )
        ],
    )

    objects = WriterManager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        default_permissions = ("add", "change", "delete")
        indexes = (models.Index(fields=["day"], name="sharekit_note_day"),)
        constraints = (
            models.UniqueConstraint(
                "day",
                Coalesce("hour", -1),
                Coalesce("article", 0),
                "site",
                "text",
                name="sharekit_note_once",
                violation_error_message=_("This note is already there."),
            ),
        )

    def __str__(self) -> str:
        return self.text


class SharedReport(models.Model):
    """A link to the report of a site and period for everybody who has its secret.

    `digest` is the SHA-256 of the secret, which is random and shown once. The report covers the
    last `days` days at any time. Deleting the row revokes the link.
    """

    id = models.BigAutoField(primary_key=True)
    digest = models.CharField(max_length=64)
    name = models.CharField(_("name"), max_length=100)
    site = models.CharField(_("site"), max_length=SITE_LENGTH, blank=True, default="")
    days = models.PositiveSmallIntegerField(_("days"))
    created = models.DateTimeField(_("created"), auto_now_add=True)
    expires = models.DateTimeField(_("expires"))

    objects = WriterManager()

    class Meta:
        verbose_name = _("shared report")
        verbose_name_plural = _("shared reports")
        default_permissions = ("add", "delete")
        constraints = (
            models.UniqueConstraint(fields=["digest"], name="sharekit_sharedreport_once"),
        )
        indexes = (models.Index(fields=["expires"], name="sharekit_sharedreport_expires"),)

    def __str__(self) -> str:
        return self.name
