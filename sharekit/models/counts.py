"""The counts: rollups by article and hour, and totals, which are what many rollups sum to.

A report on many articles reads totals alone, one on a single article its rollups. Days and hours
are on settings.TIME_ZONE's clock.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar, Final

from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from sharekit.models.links import Article, ShareLink
from sharekit.models.manager import WriterManager

MAY_SEE: Final = "sharekit.view_report"
"""The permission that every figure needs, wherever it is shown."""


class Counts(models.Model):
    """Rows of counts, one a key, that are only ever added to."""

    KIND: ClassVar[str]
    """The column by whose values the counts stand apart, within a day."""
    COUNTS: ClassVar[tuple[str, ...]]

    id = models.BigAutoField(primary_key=True)
    day = models.DateField()

    objects = WriterManager()

    class Meta:
        abstract = True

    @classmethod
    def key(cls) -> tuple[str, ...]:
        """Return the columns of which no two rows have the same."""
        return (cls.KIND, "day")


class ShareCounts(Counts):
    """How often something was passed on, and what came of it.

    `arrivals` are visits whose mark was a letter alone; `inferred_clickbacks` those of the
    `clickbacks` whose link is inferred. `reshares` and `clickbacks` stand at the channel of the
    link that brought the reader.
    """

    COUNTS: ClassVar[tuple[str, ...]] = (
        "shares",
        "copies",
        "marked",
        "clickbacks",
        "inferred",
        "inferred_clickbacks",
        "reshares",
        "arrivals",
    )

    shares = models.BigIntegerField(default=0)
    copies = models.BigIntegerField(default=0)
    marked = models.BigIntegerField(default=0)
    clickbacks = models.BigIntegerField(default=0)
    inferred = models.BigIntegerField(default=0)
    inferred_clickbacks = models.BigIntegerField(default=0)
    reshares = models.BigIntegerField(default=0)
    arrivals = models.BigIntegerField(default=0)

    class Meta:
        abstract = True


class SourceCounts(Counts):
    """How often something was read, and how many of these readings began a visit."""

    COUNTS: ClassVar[tuple[str, ...]] = ("views", "entries")

    views = models.BigIntegerField(default=0)
    entries = models.BigIntegerField(default=0)

    class Meta:
        abstract = True


def _once(*fields: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(fields=fields, name="sharekit_%(class)s_once")


class Rollup(Counts):
    """Counts of one article by one more thing and hour; `hour` is -1 once the day is folded."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="%(class)ss")
    hour = models.SmallIntegerField()

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["day"], name="sharekit_%(class)s_day")]  # noqa: RUF012

    @classmethod
    def key(cls) -> tuple[str, ...]:
        """Return the columns of which no two rows have the same."""
        return ("article_id", cls.KIND, "day", "hour")


class ShareRollup(ShareCounts, Rollup):
    """Counts of one article, channel and hour."""

    KIND: ClassVar = "channel"

    channel = models.CharField(max_length=32)

    class Meta(Rollup.Meta):
        constraints = (_once("article", "channel", "day", "hour"),)


class SourceRollup(SourceCounts, Rollup):
    """Readings of one article by where they came from and hour; "" is a reading within the site."""

    KIND: ClassVar = "source"

    source = models.CharField(max_length=32, blank=True)

    class Meta(Rollup.Meta):
        constraints = (_once("article", "source", "day", "hour"),)
        indexes = [  # noqa: RUF012
            *Rollup.Meta.indexes,
            # Told rounded, by article and day.
            models.Index(
                fields=["day", "article"],
                condition=models.Q(source="campaign"),
                name="sharekit_sourcerollup_campaign",
            ),
        ]


class BlockRollup(Rollup):
    """Copies of an article's passages by the block they begin in (its `id` in the page), and hour.

    Anybody may send a name, so these rows go after KEEP_DAYS, as raw rows do.
    """

    KIND: ClassVar = "block"
    COUNTS: ClassVar = ("copies",)

    block = models.CharField(max_length=64)
    copies = models.BigIntegerField(default=0)

    class Meta(Rollup.Meta):
        constraints = (_once("article", "block", "day", "hour"),)


class PreviewRollup(Rollup):
    """Signs: in how many hours an app fetched an article for the preview of a posted link.

    An app fetches a link several times when it is posted once, so an hour is one sign.
    Hours are never folded: what comes later would be a second one.
    """

    KIND: ClassVar = "app"
    COUNTS: ClassVar = ("signs",)

    app = models.CharField(max_length=32)
    signs = models.BigIntegerField(default=0)

    class Meta(Rollup.Meta):
        constraints = (_once("article", "app", "day", "hour"),)


class Span(models.IntegerChoices):
    """The days that a total is about: its `day` is the first of them, a Monday that of a week.

    What is counted goes to NEW. When the day is over, `fold` adds it to all the others: so a year
    is read as a few rows of an article, not as 365.
    """

    NEW = 0
    DAY = 1
    WEEK = 2
    MONTH = 3
    QUARTER = 4
    YEAR = 5

    def begin(self, day: date) -> date:
        """Return the first day of the span that holds a day."""
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
    """What the rollups of one article and span sum to."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="%(class)ss", db_index=False)
    span = models.SmallIntegerField(choices=Span.choices, default=Span.NEW)

    class Meta:
        abstract = True


class ArticleTotal(SourceCounts, ShareCounts, Total):
    """What was counted of one article and span; `dark` are the entries of that source."""

    COUNTS: ClassVar[tuple[str, ...]] = (*SourceCounts.COUNTS, "dark", *ShareCounts.COUNTS)

    dark = models.BigIntegerField(default=0)

    class Meta:
        constraints = (_once("article", "span", "day"),)
        indexes = (models.Index(fields=["span", "day"], name="sharekit_articletotal_span"),)

    @classmethod
    def key(cls) -> tuple[str, ...]:
        """Return the columns of which no two rows have the same."""
        return ("article_id", "span", "day")


class ArticleChannelTotal(ShareCounts, Total):
    """What was counted of one article, channel and span."""

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
        """Return the columns of which no two rows have the same."""
        return ("article_id", "channel", "span", "day")


class Report(ArticleTotal):
    """What the report is made of; it has the permission to see any figure."""

    class Meta:
        proxy = True
        default_permissions = ("view",)
        verbose_name = _("report")
        # The admin lists models by this name, and this one first: no page shows the space.
        verbose_name_plural = format_lazy(" {}", _("Report"))


class ChannelTotal(ShareCounts):
    """What the rollups of one channel and day sum to, over all articles."""

    KIND: ClassVar = "channel"

    channel = models.CharField(max_length=32)

    class Meta:
        constraints = (_once("channel", "day"),)


class LinkTotal(Counts):
    """What one link that the site made brought in a day, which stays when its visits are deleted.

    `visits` counts each reader once, `reshares` what those who came by it passed on.
    """

    KIND: ClassVar = "link_id"
    COUNTS: ClassVar[tuple[str, ...]] = ("visits", "reshares")

    # Without a constraint: a batch would fail at its end where somebody forgets the link meanwhile.
    link = models.ForeignKey(
        ShareLink, models.CASCADE, related_name="totals", db_index=False, db_constraint=False
    )
    visits = models.BigIntegerField(default=0)
    reshares = models.BigIntegerField(default=0)

    class Meta:
        constraints = (_once("link", "day"),)


class SourceTotal(SourceCounts):
    """What the rollups of one source and day sum to, over all articles."""

    KIND: ClassVar = "source"

    source = models.CharField(max_length=32, blank=True)

    class Meta:
        constraints = (_once("source", "day"),)
