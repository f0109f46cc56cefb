"""Waiting events, rejected events, and the progress of counting."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from sharekit.models.manager import WriterManager


class BufferedEvent(models.Model):
    """Waiting events: one row per group commit, with `payload` in the format of `events.encode`."""

    id = models.BigAutoField(primary_key=True)
    payload = models.BinaryField()
    count = models.PositiveIntegerField()
    at = models.DateTimeField()

    objects = WriterManager()


class RejectedEvent(models.Model):
    """Events that the database refused, with the reason."""

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

    `position` is the last counted id of its stream, `epoch` names the lifetime of the stream,
    `counted` is the number of events taken in it, and `rate` the number per second at the time
    `at`, averaged over the last minute like a load average.

    Tasks have rows, too: their locks, and the time at which `sharekit_run` began them.
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
    """An observation of a process that operators should know, and when it was last made.

    It contains nothing about readers, and never an address.
    """

    FORWARDED: Final = "forwarded"
    """A request claimed to have passed a proxy, while TRUSTED_PROXIES is 0."""
    HIDDEN: Final = "hidden"
    """A reader of a public host had an address of the machine or its network."""
    LONGER: Final = "longer"
    """A request had passed more proxies than TRUSTED_PROXIES."""
    KEPT: Final = "kept"
    """Files of the database or of Redis still hold what pruning has deleted."""

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=32, unique=True)
    at = models.DateTimeField()

    objects = WriterManager()


READER_DAYS: Final = 2
"""Days after which a day's salt, and with it every reader's hash, is deleted."""


class DailySalt(models.Model):
    """The random key of the hashes of one day's readers, deleted after 48 hours."""

    id = models.BigAutoField(primary_key=True)
    day = models.DateField(unique=True)
    salt = models.BinaryField()

    objects = WriterManager()
