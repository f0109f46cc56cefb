"""What waits, what was set aside, and how far counting has come."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from sharekit.models.manager import WriterManager


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


class Notice(models.Model):
    """Something that a web process saw and whoever runs the site should know: what, and when last.

    It tells nothing of readers, and never an address.
    """

    FORWARDED: Final = "forwarded"
    """A request said that it passed a proxy, while TRUSTED_PROXIES is 0."""

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=32, unique=True)
    at = models.DateTimeField()

    objects = WriterManager()


class DailySalt(models.Model):
    """The random key of one day's reader hashes, deleted after 48 hours."""

    id = models.BigAutoField(primary_key=True)
    day = models.DateField(unique=True)
    salt = models.BinaryField()

    objects = WriterManager()
