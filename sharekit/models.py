"""The tables: what travels, how it was shared, and the counts.

Every index costs each event. What is unique is a constraint: `unique=True` and `db_index=True` give
a text a second index, for LIKE, on PostgreSQL.
"""

from __future__ import annotations

from typing import ClassVar, TypeVar

from django.db import models, router
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sharekit.keys import ADDRESS_LENGTH, IDENTITY_LENGTH, TITLE_LENGTH
from sharekit.tokens import LENGTH

_Row = TypeVar("_Row", bound=models.Model)


class WriterManager(models.Manager[_Row]):
    """Reads where we write: a replica that lags behind would show events that were counted."""

    def get_queryset(self) -> models.QuerySet[_Row]:
        """Return the rows of the database that takes writes."""
        return super().get_queryset().using(router.db_for_write(self.model))


class Article(models.Model):
    """A page that can be shared; `identity` ties it to the site's own object or path."""

    id = models.BigAutoField(primary_key=True)
    identity = models.CharField(_("identity"), max_length=IDENTITY_LENGTH)
    url = models.CharField(_("address"), max_length=ADDRESS_LENGTH)
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)

    objects = WriterManager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = (models.UniqueConstraint(fields=["identity"], name="sharekit_article_once"),)

    def __str__(self) -> str:
        return self.title


class ShareLink(models.Model):
    """The row behind a token. It holds no reader.

    `state` tells how it is known; `root` and `generation` are null until they are settled.
    """

    class State(models.IntegerChoices):
        """How a link is known: by its visit alone, by its share, or by its visit and then both."""

        INFERRED = 0, _("arrived without a recorded share")
        RECORDED = 1, _("recorded")
        COMPLETED = 2, _("recorded after its first visit")

    id = models.BigAutoField(primary_key=True)
    token = models.CharField(max_length=LENGTH)
    article = models.ForeignKey(Article, models.CASCADE, related_name="links")
    channel = models.CharField(max_length=32)
    campaign = models.CharField(max_length=100, blank=True, default="")
    state = models.SmallIntegerField(choices=State.choices)
    parent_token = models.CharField(max_length=LENGTH, blank=True, default="")
    parent = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+", db_index=False)
    root = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    generation = models.SmallIntegerField(null=True)
    at = models.DateTimeField()

    objects = WriterManager()

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = (models.UniqueConstraint(fields=["token"], name="sharekit_link_once"),)
        indexes = (
            models.Index(
                fields=["parent_token"], name="sharekit_link_parent", condition=~Q(parent_token="")
            ),
            models.Index(
                fields=["token"], name="sharekit_link_unsettled", condition=Q(generation=None)
            ),
            models.Index(
                fields=["parent"], name="sharekit_link_below", condition=Q(parent__isnull=False)
            ),
            models.Index(fields=["at"], name="sharekit_link_at"),
        )


class Clickback(models.Model):
    """A marked visit, named by its id; only those `counted` are visits from a share.

    `reader` is a keyed hash, null when unknown, for a repeated visit, and once the salt of `day`,
    the day of receipt (UTC), is deleted.
    """

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=LENGTH)
    token = models.CharField(max_length=LENGTH)
    # Null, not "": the constraint lets any number of readers be unknown.
    reader = models.CharField(max_length=32, null=True)  # noqa: DJ001
    counted = models.BooleanField()
    day = models.DateField()
    at = models.DateTimeField()

    objects = WriterManager()

    class Meta:
        verbose_name = _("visit from a share")
        verbose_name_plural = _("visits from shares")
        constraints = (
            models.UniqueConstraint(fields=["name"], name="sharekit_clickback_name"),
            # It finds the visits of a token, too.
            models.UniqueConstraint(fields=["token", "reader"], name="sharekit_clickback_once"),
        )
        indexes = (
            models.Index(
                fields=["day"], name="sharekit_clickback_day", condition=Q(reader__isnull=False)
            ),
            models.Index(fields=["at"], name="sharekit_clickback_at"),
        )


class ShareRollup(models.Model):
    """Counts of one article, channel and hour, on settings.TIME_ZONE's clock.

    `hour` is -1 once the day is folded. `arrivals` are visits whose mark was a letter alone;
    `reshares` and `clickbacks` stand at the channel of the link that brought the reader.
    """

    KIND: ClassVar = "channel"
    COUNTS: ClassVar = (
        "shares",
        "copies",
        "marked",
        "clickbacks",
        "inferred",
        "reshares",
        "arrivals",
    )

    id = models.BigAutoField(primary_key=True)
    article = models.ForeignKey(Article, models.CASCADE, related_name="share_rollups")
    channel = models.CharField(max_length=32)
    day = models.DateField()
    hour = models.SmallIntegerField()
    shares = models.BigIntegerField(default=0)
    copies = models.BigIntegerField(default=0)
    marked = models.BigIntegerField(default=0)
    clickbacks = models.BigIntegerField(default=0)
    inferred = models.BigIntegerField(default=0)
    reshares = models.BigIntegerField(default=0)
    arrivals = models.BigIntegerField(default=0)

    objects = WriterManager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["article", "channel", "day", "hour"], name="sharekit_sharerollup_once"
            ),
        )
        indexes = (models.Index(fields=["day"], name="sharekit_sharerollup_day"),)


class SourceRollup(models.Model):
    """Readings of one article by where they came from and hour; "" is a reading within the site."""

    KIND: ClassVar = "source"
    COUNTS: ClassVar = ("views", "entries")

    id = models.BigAutoField(primary_key=True)
    article = models.ForeignKey(Article, models.CASCADE, related_name="source_rollups")
    source = models.CharField(max_length=32, blank=True)
    day = models.DateField()
    hour = models.SmallIntegerField()
    views = models.BigIntegerField(default=0)
    entries = models.BigIntegerField(default=0)

    objects = WriterManager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["article", "source", "day", "hour"], name="sharekit_sourcerollup_once"
            ),
        )
        indexes = (models.Index(fields=["day"], name="sharekit_sourcerollup_day"),)


class BlockRollup(models.Model):
    """Copies of an article's passages by the block they begin in (its `id` in the page), and hour.

    Anybody may send a name, so these rows go after KEEP_DAYS, as raw rows do.
    """

    KIND: ClassVar = "block"
    COUNTS: ClassVar = ("copies",)

    id = models.BigAutoField(primary_key=True)
    article = models.ForeignKey(Article, models.CASCADE, related_name="block_rollups")
    block = models.CharField(max_length=64)
    day = models.DateField()
    hour = models.SmallIntegerField()
    copies = models.BigIntegerField(default=0)

    objects = WriterManager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["article", "block", "day", "hour"], name="sharekit_blockrollup_once"
            ),
        )
        indexes = (models.Index(fields=["day"], name="sharekit_blockrollup_day"),)


class PreviewRollup(models.Model):
    """Signs: in how many hours an app fetched an article for the preview of a posted link.

    An app fetches a link several times when it is posted once, so an hour is one sign.
    """

    KIND: ClassVar = "app"
    COUNTS: ClassVar = ("signs",)

    id = models.BigAutoField(primary_key=True)
    article = models.ForeignKey(Article, models.CASCADE, related_name="preview_rollups")
    app = models.CharField(max_length=32)
    day = models.DateField()
    hour = models.SmallIntegerField()
    signs = models.BigIntegerField(default=0)

    objects = WriterManager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["article", "app", "day", "hour"], name="sharekit_previewrollup_once"
            ),
        )
        indexes = (models.Index(fields=["day"], name="sharekit_previewrollup_day"),)


Rollup = ShareRollup | SourceRollup | BlockRollup | PreviewRollup
"""Any of the tables of counts."""


class BufferedEvent(models.Model):
    """Events that wait: one row a group commit, `payload` as `events.encode` makes it."""

    id = models.BigAutoField(primary_key=True)
    payload = models.BinaryField()
    count = models.PositiveIntegerField()
    at = models.DateTimeField()

    objects = WriterManager()


class RejectedEvent(models.Model):
    """Events that the database would not take, set aside with the reason."""

    id = models.BigAutoField(primary_key=True)
    payload = models.BinaryField()
    error = models.TextField(_("error"))
    at = models.DateTimeField(_("time"), auto_now_add=True)

    objects = WriterManager()

    class Meta:
        verbose_name = _("rejected event")
        verbose_name_plural = _("rejected events")

    def __str__(self) -> str:
        return self.error


class ShardCursor(models.Model):
    """How far a shard of the buffer was counted; locked by the worker that drains it.

    `position` is the last id of its stream that was counted, `epoch` names the stream's life,
    `counted` is the number of events taken in it, and `rate` how many a second at the time `at`,
    averaged over the last minute as a load average is.
    """

    id = models.BigAutoField(primary_key=True)
    shard = models.CharField(max_length=64, unique=True)
    position = models.CharField(max_length=64, blank=True, default="")
    epoch = models.CharField(max_length=64, blank=True, default="")
    counted = models.BigIntegerField(default=0)
    rate = models.FloatField(default=0.0)
    at = models.DateTimeField(null=True)

    objects = WriterManager()


class DailySalt(models.Model):
    """The random key of one day's reader hashes, deleted after 48 hours."""

    id = models.BigAutoField(primary_key=True)
    day = models.DateField(unique=True)
    salt = models.BinaryField()

    objects = WriterManager()
