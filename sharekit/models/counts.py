"""The counts of articles by hour: rollups. Days and hours are on settings.TIME_ZONE's clock."""

from __future__ import annotations

from functools import cache
from typing import ClassVar, Final

from django.db import models

from sharekit.models.links import Article
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


def once(*fields: str) -> models.UniqueConstraint:
    """Return the constraint that a combination of columns is there once."""
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
        constraints = (once("article", "channel", "day", "hour"),)


class SourceRollup(SourceCounts, Rollup):
    """Page views of one article by source and hour; "" is a page view within the site."""

    KIND: ClassVar = "source"

    source = models.CharField(max_length=32, blank=True)

    class Meta(Rollup.Meta):
        constraints = (once("article", "source", "day", "hour"),)
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
        constraints = (once("article", "block", "day", "hour"),)


class PreviewRollup(Rollup):
    """Previews: in how many hours an app fetched an article because its link was posted.

    An app fetches a link several times for one post, so it counts once per hour. Hours are folded
    only after KEEP_DAYS, because a later event of such an hour counts a second time.
    """

    KIND: ClassVar = "app"

    app = models.CharField(max_length=32)
    signs = models.BigIntegerField(default=0)

    class Meta(Rollup.Meta):
        constraints = (once("article", "app", "day", "hour"),)
