"""Totals: sums of many rollups. A report on many articles reads only these."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar, Final

from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from sharekit.models.counts import Counts, ShareCounts, SourceCounts, once
from sharekit.models.links import LANGUAGE_LENGTH, SITE_LENGTH, Article, ShareLink

MINUTES: Final = 60
"""Minutes for which the counts of a minute are needed."""


class Span(models.IntegerChoices):
    """The days of a total: its `day` is the first of them, for a week a Monday.

    New counts go to NEW. When the day is over, `fold` adds them to all other spans, so a year is
    read as a few rows per article, not as 365.
    """

    NEW = 0
    DAY = 1
    WEEK = 2
    MONTH = 3
    QUARTER = 4
    YEAR = 5

    def begin(self, day: date) -> date:
        """Return the first day of the span that contains a day."""
        match self:
            case Span.WEEK:
                return day - timedelta(days=day.weekday())
            case Span.MONTH:
                return day.replace(day=1)
            case Span.QUARTER:
                return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
            case Span.YEAR:
                return date(day.year, 1, 1)
        return day


class Total(Counts):
    """The sum of the rollups of one article and span."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="%(class)ss", db_index=False)
    span = models.SmallIntegerField(choices=Span.choices, default=Span.NEW)

    class Meta:
        abstract = True


class ArticleTotal(SourceCounts, ShareCounts, Total):
    """The counts of one article and span; `dark` are the entries of that source."""

    dark = models.BigIntegerField(default=0)

    class Meta:
        constraints = (once("article", "span", "day"),)
        indexes = (models.Index(fields=["span", "day"], name="sharekit_articletotal_span"),)

    @classmethod
    def key(cls) -> tuple[str, ...]:
        """Return the columns that are unique together."""
        return ("article_id", "span", "day")


class ArticleChannelTotal(ShareCounts, Total):
    """The counts of one article, channel and span."""

    channel = models.CharField(max_length=32)

    class Meta:
        constraints = (once("article", "channel", "span", "day"),)
        indexes = (
            models.Index(
                fields=["day"],
                condition=models.Q(span=Span.NEW),
                name="sharekit_articlechannel_new",
            ),
        )

    @classmethod
    def key(cls) -> tuple[str, ...]:
        """Return the columns that are unique together."""
        return ("article_id", "channel", "span", "day")


class Report(ArticleTotal):
    """The rows behind the report; this proxy carries the permission to see any figure."""

    class Meta:
        proxy = True
        default_permissions = ("view",)
        verbose_name = _("report")
        # The admin sorts models by this name, and this one comes first; no page shows the space.
        verbose_name_plural = format_lazy(" {}", _("Report"))


class SiteTotal(Counts):
    """The sum of the rollups of all articles of a site in one language."""

    site = models.CharField(max_length=SITE_LENGTH)
    language = models.CharField(max_length=LANGUAGE_LENGTH, blank=True, default="")

    class Meta:
        abstract = True

    @classmethod
    def key(cls) -> tuple[str, ...]:
        """Return the columns that are unique together."""
        return (cls.KIND, "day", "site", "language")


class ChannelTotal(ShareCounts, SiteTotal):
    """The sum of the rollups of one channel and day, over all articles of a site and language."""

    KIND: ClassVar = "channel"

    channel = models.CharField(max_length=32)

    class Meta:
        constraints = (once("channel", "day", "site", "language"),)


class LinkTotal(Counts):
    """The visits and reshares of a campaign link in a day, kept when its visits are deleted.

    `visits` counts each reader once, `reshares` the shares and copies by these readers.
    """

    KIND: ClassVar = "link_id"

    # Without a constraint: otherwise a batch would fail at its end if the link was deleted
    # meanwhile.
    link = models.ForeignKey(
        ShareLink, models.CASCADE, related_name="totals", db_index=False, db_constraint=False
    )
    visits = models.BigIntegerField(default=0)
    reshares = models.BigIntegerField(default=0)

    class Meta:
        constraints = (once("link", "day"),)


class MinuteTotal(Counts):
    """The counts of all articles of a site in one minute, which are deleted after an hour or two.

    `minute` is the number of minutes since the epoch. `acts` are shares and copies.
    """

    # A minute is enough.
    day = None  # type: ignore[assignment]
    site = models.CharField(max_length=SITE_LENGTH)
    minute = models.IntegerField()
    views = models.BigIntegerField(default=0)
    clickbacks = models.BigIntegerField(default=0)
    acts = models.BigIntegerField(default=0)

    class Meta:
        constraints = (once("minute", "site"),)

    @classmethod
    def key(cls) -> tuple[str, ...]:
        """Return the columns that are unique together."""
        return ("minute", "site")


class SourceTotal(SourceCounts, SiteTotal):
    """The sum of the rollups of one source and day, over all articles of a site and language."""

    KIND: ClassVar = "source"

    source = models.CharField(max_length=32, blank=True)

    class Meta:
        constraints = (once("source", "day", "site", "language"),)
