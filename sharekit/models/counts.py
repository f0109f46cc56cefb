"""The counts: rollups by article and hour, and totals, which are sums of many rollups.

A report on many articles reads only totals, one on a single article its rollups. Days and hours are
on settings.TIME_ZONE's clock.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import ClassVar, Final

from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from sharekit.models.links import SITE_LENGTH, Article, ShareLink
from sharekit.models.manager import WriterManager

MAY_SEE: Final = "sharekit.view_report"
"""The permission that every figure requires, wherever it is shown."""


class Counts(models.Model):
    """Rows of counts, one for each key, that are only ever added to."""

    KIND: ClassVar[str]
    """The column by which the counts of a day are separated."""

    id = models.BigAutoField(primary_key=True)
    day = models.DateField()

    objects = WriterManager()

    class Meta:
        abstract = True

    @classmethod
    def key(cls) -> tuple[str, ...]:
        """Return the columns that are unique together."""
        return (cls.KIND, "day")

    @classmethod
    @cache
    def counts(cls) -> tuple[str, ...]:
        """Return the columns that are added to: all large numbers that begin at 0."""
        fields = cls._meta.concrete_fields
        counted = (field for field in fields if isinstance(field, models.BigIntegerField))
        return tuple(field.name for field in counted if field.default == 0)


class ShareCounts(Counts):
    """Counts of shares, copies and their visits; lookups are copies of a few words.

    `arrivals` are visits whose mark was only a letter; `inferred_clickbacks` are the `clickbacks`
    of inferred links. `reshares` and `clickbacks` are credited to the channel of the link that
    brought the reader.
    """

    shares = models.BigIntegerField(default=0)
    copies = models.BigIntegerField(default=0)
    marked = models.BigIntegerField(default=0)
    clickbacks = models.BigIntegerField(default=0)
    inferred = models.BigIntegerField(default=0)
    inferred_clickbacks = models.BigIntegerField(default=0)
    reshares = models.BigIntegerField(default=0)
    arrivals = models.BigIntegerField(default=0)
    lookups = models.BigIntegerField(default=0)

    class Meta:
        abstract = True


class SourceCounts(Counts):
    """Counts of page views, and of those that began a visit."""

    views = models.BigIntegerField(default=0)
    entries = models.BigIntegerField(default=0)

    class Meta:
        abstract = True


def _once(*fields: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(fields=fields, name="sharekit_%(class)s_once")


class Rollup(Counts):
    """Counts of one article by one more column and hour; `hour` is -1 after the day is folded."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="%(class)ss")
    hour = models.SmallIntegerField()

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["day"], name="sharekit_%(class)s_day")]  # noqa: RUF012

    @classmethod
    def key(cls) -> tuple[str, ...]:
        """Return the columns that are unique together."""
        return ("article_id", cls.KIND, "day", "hour")


class ShareRollup(ShareCounts, Rollup):
    """Counts of one article, channel and hour."""

    KIND: ClassVar = "channel"

    channel = models.CharField(max_length=32)

    class Meta(Rollup.Meta):
        constraints = (_once("article", "channel", "day", "hour"),)


class SourceRollup(SourceCounts, Rollup):
    """Page views of one article by source and hour; "" is a page view within the site."""

    KIND: ClassVar = "source"

    source = models.CharField(max_length=32, blank=True)

    class Meta(Rollup.Meta):
        constraints = (_once("article", "source", "day", "hour"),)
        indexes = [  # noqa: RUF012
            *Rollup.Meta.indexes,
            # Shown rounded, by article and day.
            models.Index(
                fields=["day", "article"],
                condition=models.Q(source="campaign"),
                name="sharekit_sourcerollup_campaign",
            ),
        ]


class BlockRollup(Rollup):
    """Copies of an article's passages by the block in which they begin (its `id` in the page), and
    hour.

    Browsers choose these names, so these rows are deleted after KEEP_DAYS, like raw rows.
    """

    KIND: ClassVar = "block"

    block = models.CharField(max_length=64)
    copies = models.BigIntegerField(default=0)

    class Meta(Rollup.Meta):
        constraints = (_once("article", "block", "day", "hour"),)


class PreviewRollup(Rollup):
    """Previews: in how many hours an app fetched an article because its link was posted.

    An app fetches a link several times for one post, so it counts once per hour. Hours are never
    folded, because a late event would count a second time.
    """

    KIND: ClassVar = "app"

    app = models.CharField(max_length=32)
    signs = models.BigIntegerField(default=0)

    class Meta(Rollup.Meta):
        constraints = (_once("article", "app", "day", "hour"),)


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
        constraints = (_once("article", "span", "day"),)
        indexes = (models.Index(fields=["span", "day"], name="sharekit_articletotal_span"),)

    @classmethod
    def key(cls) -> tuple[str, ...]:
        """Return the columns that are unique together."""
        return ("article_id", "span", "day")


class ArticleChannelTotal(ShareCounts, Total):
    """The counts of one article, channel and span."""

    channel = models.CharField(max_length=32)

    class Meta:
        constraints = (_once("article", "channel", "span", "day"),)
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
    """The sum of the rollups of all articles of a site."""

    site = models.CharField(max_length=SITE_LENGTH)

    class Meta:
        abstract = True

    @classmethod
    def key(cls) -> tuple[str, ...]:
        """Return the columns that are unique together."""
        return (cls.KIND, "day", "site")


class ChannelTotal(ShareCounts, SiteTotal):
    """The sum of the rollups of one channel and day, over all articles of a site."""

    KIND: ClassVar = "channel"

    channel = models.CharField(max_length=32)

    class Meta:
        constraints = (_once("channel", "day", "site"),)


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
        constraints = (_once("link", "day"),)


class SourceTotal(SourceCounts, SiteTotal):
    """The sum of the rollups of one source and day, over all articles of a site."""

    KIND: ClassVar = "source"

    source = models.CharField(max_length=32, blank=True)

    class Meta:
        constraints = (_once("source", "day", "site"),)
