"""Customers, their conversations, and every message of both sides.

`state` columns change only by one compare-and-set, `UPDATE ... WHERE state IN (...)`, so that each
step happens once on every database. A hash is keyed (hashes.digest): no row says who a customer is
once `address` is emptied.
"""

from __future__ import annotations

from typing import Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sharekit.contrib.bots.models.bots import SLUG_LENGTH, Bot, Edition, Rule
from sharekit.hashes import LENGTH as DIGEST_LENGTH
from sharekit.models.manager import WriterManager

ADDRESS_LENGTH: Final = 200
NAME_LENGTH: Final = 200
MARK_LENGTH: Final = 24
REASON_LENGTH: Final = 200


class Contact(models.Model):
    """A customer as one account knows them.

    `key_hash` is of the platform's own name (user id, PSID, chat, number), `phone_hash` of the
    telephone number if the platform has proved it. `address` is where an answer goes.
    """

    id = models.BigAutoField(primary_key=True)
    account = models.CharField(_("account"), max_length=SLUG_LENGTH)
    key_hash = models.CharField(max_length=DIGEST_LENGTH)
    phone_hash = models.CharField(max_length=DIGEST_LENGTH, blank=True, default="", db_index=True)
    address = models.CharField(_("address"), max_length=ADDRESS_LENGTH, blank=True, default="")

    objects = WriterManager()

    class Meta:
        verbose_name = _("customer")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=["account", "key_hash"], name="sharekit_bots_contact_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.account} {self.pk}"


class Conversation(models.Model):
    """A customer's questions and a bot's answers, on the edition with which it began.

    `memory` is what rules remember (rules/step.py). A worker that decides holds the lease, and
    writes only while `version` is the one that it took.
    """

    class State(models.TextChoices):
        """Who answers."""

        BOT = "bot", _("the bot answers")
        WAITING = "waiting", _("waits for a person")
        PERSON = "person", _("a person answers")
        CLOSED = "closed", _("closed")

    id = models.BigAutoField(primary_key=True)
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="conversations")
    bot = models.ForeignKey(Bot, models.CASCADE, related_name="conversations")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=7, choices=State.choices, default=State.BOT)
    memory = models.JSONField(default=dict, blank=True)
    reason = models.CharField(_("reason"), max_length=REASON_LENGTH, blank=True, default="")
    began_at = models.DateTimeField(_("began"))
    last_at = models.DateTimeField(_("last question"))
    window_until = models.DateTimeField(_("free answers until"), null=True, blank=True)
    version = models.PositiveBigIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)

    objects = WriterManager()

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        # Who writes rules need not see what customers write.
        default_permissions = ()
        permissions = (("see_conversations", _("Can see conversations")),)
        constraints = (
            models.UniqueConstraint(
                fields=["contact"],
                condition=~Q(state="closed"),
                name="sharekit_bots_conversation_open",
            ),
        )
        indexes = (
            models.Index(fields=["bot", "state", "last_at"], name="sharekit_bots_conversations"),
            # For pruning.
            models.Index(fields=["last_at"], name="sharekit_bots_last"),
        )

    def __str__(self) -> str:
        return f"{self.state} {self.pk}"


class Incoming(models.Model):
    """Something that a platform delivered, stored before anything else happens.

    `name_hash` is of the platform's own name, so that a repeated delivery is the same row; it
    outlives text and data. `data` is the event as JSON (platforms/events.py).
    """

    class State(models.TextChoices):
        """Whether it was decided."""

        NEW = "new", _("new")
        DECIDED = "decided", _("decided")
        IGNORED = "ignored", _("ignored")
        REJECTED = "rejected", _("cannot be read")

    id = models.BigAutoField(primary_key=True)
    account = models.CharField(_("account"), max_length=SLUG_LENGTH)
    name_hash = models.CharField(max_length=DIGEST_LENGTH)
    key_hash = models.CharField(max_length=DIGEST_LENGTH, blank=True, default="")
    conversation = models.ForeignKey(
        Conversation, models.SET_NULL, null=True, blank=True, related_name="incoming"
    )
    kind = models.CharField(_("kind"), max_length=12)
    text = models.TextField(_("message"), blank=True, default="")
    data = models.JSONField(default=dict, blank=True)
    sent_at = models.DateTimeField(_("sent"))
    received_at = models.DateTimeField(_("received"))
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.NEW)
    rule = models.ForeignKey(Rule, models.SET_NULL, null=True, blank=True, related_name="+")
    is_understood = models.BooleanField(_("understood"), default=True)
    # The site's answer found nothing: a customer who guesses meets a person.
    is_missed = models.BooleanField(_("nothing found"), default=False)

    objects = WriterManager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=["account", "name_hash"], name="sharekit_bots_incoming_once"
            ),
        )
        indexes = (
            models.Index(
                fields=["account", "key_hash", "sent_at"],
                condition=Q(state="new"),
                name="sharekit_bots_incoming_new",
            ),
            models.Index(fields=["received_at"], name="sharekit_bots_received"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Outgoing(models.Model):
    """One message to a customer: the row is the truth about its sending.

    `mark` is the name that comes back from the platform, `name` the platform's own. A message that
    is unknown is never sent again by itself.
    """

    class State(models.TextChoices):
        """What became of it; "unknown" if the platform may have taken it."""

        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("being sent")
        UNKNOWN = "unknown", _("unknown")
        SENT = "sent", _("sent")
        DELIVERED = "delivered", _("delivered")
        FAILED = "failed", _("refused")
        LATE = "late", _("too late")
        SKIPPED = "skipped", _("skipped")

    class By(models.TextChoices):
        """Who wrote it."""

        BOT = "bot", _("the bot")
        USER = "user", _("a person")

    id = models.BigAutoField(primary_key=True)
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="outgoing")
    incoming = models.ForeignKey(
        Incoming, models.SET_NULL, null=True, blank=True, related_name="answers"
    )
    place = models.PositiveSmallIntegerField(default=0)
    by = models.CharField(_("by"), max_length=4, choices=By.choices, default=By.BOT)
    message = models.JSONField(default=dict, blank=True)
    mark = models.CharField(max_length=MARK_LENGTH, unique=True)
    name = models.CharField(max_length=NAME_LENGTH, blank=True, default="")
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.WAITING)
    # The confirmation of a stop is the last message that a customer gets.
    is_farewell = models.BooleanField(default=False)
    # When the question was sent: an answer that is LATE is not sent.
    asked_at = models.DateTimeField(_("question sent"))
    made_at = models.DateTimeField(_("decided"))
    due_at = models.DateTimeField(_("due"))
    claimed_at = models.DateTimeField(_("tried"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    code = models.CharField(_("code"), max_length=40, blank=True, default="")
    reason = models.CharField(_("reason"), max_length=REASON_LENGTH, blank=True, default="")

    objects = WriterManager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=["incoming", "place"], name="sharekit_bots_outgoing_once"
            ),
        )
        indexes = (
            models.Index(
                fields=["conversation", "id"],
                condition=Q(state__in=["waiting", "sending"]),
                name="sharekit_bots_outgoing_due",
            ),
        )

    def __str__(self) -> str:
        return f"{self.state} {self.pk}"


class Stop(models.Model):
    """A customer who wants no message; a hash, so that it outlives erasure."""

    class Cause(models.TextChoices):
        """Where it came from."""

        ASKED = "asked", _("the customer asked")
        PLATFORM = "platform", _("the platform says so")
        STAFF = "staff", _("by staff")

    id = models.BigAutoField(primary_key=True)
    account = models.CharField(_("account"), max_length=SLUG_LENGTH)
    key_hash = models.CharField(max_length=DIGEST_LENGTH)
    cause = models.CharField(_("cause"), max_length=8, choices=Cause.choices)
    at = models.DateTimeField(_("since"))

    objects = WriterManager()

    class Meta:
        verbose_name = _("stopped customer")
        verbose_name_plural = _("stopped customers")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=["account", "key_hash"], name="sharekit_bots_stop_once"),
        )

    def __str__(self) -> str:
        return self.cause
