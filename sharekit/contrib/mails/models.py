"""Mails and their texts, messages, subscriptions, and addresses that get no mail.

`state` columns change only by one compare-and-set, `UPDATE ... WHERE state IN (...)`, so that each
step happens once on every database.
"""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sharekit.contrib.people import get_person_key
from sharekit.hashes import LENGTH as DIGEST_LENGTH
from sharekit.models.links import SITE_LENGTH
from sharekit.models.manager import WriterManager

SLUG_LENGTH: Final = 60
ADDRESS_LENGTH: Final = 254
LANGUAGE_LENGTH: Final = 15
SUBJECT_LENGTH: Final = 200
LONGEST_EXPIRY: Final = 365
"""Days: an editor's number must not break the shop's own code."""
LONGEST_DELAY: Final = LONGEST_EXPIRY * 24 * 60
"""Minutes."""


class Mail(models.Model):
    """A mail that is sent at a moment: `delay` minutes later, unless it is `expire_days` late.

    A marketing mail goes to subscribers of `topic` only. `promotion` is the short name of the
    promotion whose offer it may show. A site whose code has a renderer for `slug` needs no texts.
    """

    class Kind(models.TextChoices):
        """What a mail may hold, and who gets it."""

        SERVICE = "service", _("service")
        MARKETING = "marketing", _("marketing")
        ALERT = "alert", _("alert")

    id = models.BigAutoField(primary_key=True)
    site = models.CharField(_("site"), max_length=SITE_LENGTH, blank=True, default="")
    slug = models.SlugField(_("short name"), max_length=SLUG_LENGTH)
    name = models.CharField(_("name"), max_length=100)
    moment = models.CharField(_("moment"), max_length=SLUG_LENGTH)
    kind = models.CharField(_("kind"), max_length=9, choices=Kind.choices, default=Kind.SERVICE)
    topic = models.CharField(_("topic"), max_length=SLUG_LENGTH, blank=True, default="")
    delay = models.PositiveIntegerField(
        _("minutes after the moment"), default=0, validators=[MaxValueValidator(LONGEST_DELAY)]
    )
    expire_days = models.PositiveIntegerField(
        _("days until it is too late"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_EXPIRY)],
    )
    promotion = models.CharField(_("promotion"), max_length=SLUG_LENGTH, blank=True, default="")
    is_on = models.BooleanField(_("on"), default=False)

    objects = WriterManager()

    class Meta:
        verbose_name = _("mail")
        constraints = (
            models.UniqueConstraint(fields=["site", "slug"], name="sharekit_mails_mail_once"),
            models.CheckConstraint(
                condition=~Q(kind="marketing") | ~Q(topic=""),
                name="sharekit_mails_marketing_has_topic",
            ),
        )

    def __str__(self) -> str:
        return self.name


class MailText(models.Model):
    """A mail in one language: plain text with places such as `{first_name}`."""

    id = models.BigAutoField(primary_key=True)
    mail = models.ForeignKey(Mail, models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=LANGUAGE_LENGTH)
    subject = models.CharField(_("subject"), max_length=SUBJECT_LENGTH)
    body = models.TextField(_("text"))

    objects = WriterManager()

    class Meta:
        verbose_name = _("text")
        # A text belongs to its mail, and so does the permission to write it.
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=["mail", "language"], name="sharekit_mails_text_once"),
        )

    def __str__(self) -> str:
        return f"{self.language}: {self.subject}"


class Message(models.Model):
    """A mail to one person for one occasion: the row is the truth about its sending.

    `person_hash` and `key_hash` stay when `address` and `facts` are emptied, so that nothing is
    sent twice. `message_id` is the same in each attempt.
    """

    class State(models.TextChoices):
        """What became of it; "unknown" if the server took it and did not say so."""

        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        SKIPPED = "skipped", _("skipped")
        FAILED = "failed", _("refused")
        UNKNOWN = "unknown", _("unknown")

    id = models.BigAutoField(primary_key=True)
    mail = models.ForeignKey(Mail, models.PROTECT, related_name="messages")
    address = models.CharField(_("address"), max_length=ADDRESS_LENGTH, blank=True)
    person_hash = models.CharField(max_length=DIGEST_LENGTH)
    key_hash = models.CharField(max_length=DIGEST_LENGTH)
    facts = models.JSONField(default=dict, blank=True)
    language = models.CharField(_("language"), max_length=LANGUAGE_LENGTH)
    state = models.CharField(_("state"), max_length=7, choices=State.choices, default=State.WAITING)
    due_at = models.DateTimeField(_("due"))
    expires_at = models.DateTimeField(_("too late after"))
    claimed_at = models.DateTimeField(_("tried"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    message_id = models.CharField(max_length=150)
    reason = models.CharField(_("reason"), max_length=200, blank=True, default="")

    objects = WriterManager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        # Who writes mails sees what became of them; addresses are for fewer people.
        default_permissions = ()
        permissions = (("see_addresses", _("Can see addresses")),)
        constraints = (
            models.UniqueConstraint(
                fields=["mail", "person_hash", "key_hash"], name="sharekit_mails_message_once"
            ),
        )
        indexes = (
            models.Index(fields=["state", "mail", "due_at"], name="sharekit_mails_due"),
            # For the marketing mails of the last minute.
            models.Index(fields=["claimed_at"], name="sharekit_mails_claimed"),
            # For pruning.
            models.Index(
                fields=["ended_at"], condition=~Q(address=""), name="sharekit_mails_to_empty"
            ),
            models.Index(fields=["person_hash", "claimed_at"], name="sharekit_mails_person"),
        )

    def __str__(self) -> str:
        return f"{self.mail_id} {self.state}"


class Subscription(models.Model):
    """A person's declaration to get the mails of a topic, documented as it was given.

    `wording` is what the person agreed to and `source` where, `how` is the way it was stopped, and
    `earlier` has the same of declarations that were stopped before. The
    ground "customer" is the soft opt-in of customers, who need no confirmation. `person_hash` is
    the same for all spellings of a mailbox, so that a stop finds them.
    """

    class Ground(models.TextChoices):
        """What allows marketing mails."""

        CONSENT = "consent", _("consent")
        CUSTOMER = "customer", _("customer")

    class State(models.TextChoices):
        """Only a confirmed one gets marketing mails."""

        ASKED = "asked", _("not confirmed yet")
        CONFIRMED = "confirmed", _("confirmed")
        STOPPED = "stopped", _("stopped")

    id = models.BigAutoField(primary_key=True)
    site = models.CharField(_("site"), max_length=SITE_LENGTH, blank=True, default="")
    topic = models.CharField(_("topic"), max_length=SLUG_LENGTH)
    address = models.CharField(_("address"), max_length=ADDRESS_LENGTH)
    person_hash = models.CharField(max_length=DIGEST_LENGTH, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    language = models.CharField(_("language"), max_length=LANGUAGE_LENGTH)
    ground = models.CharField(_("ground"), max_length=8, choices=Ground.choices)
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.ASKED)
    wording = models.TextField(_("wording"))
    source = models.CharField(_("source"), max_length=500, blank=True, default="")
    asked_at = models.DateTimeField(_("asked"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    stopped_at = models.DateTimeField(_("stopped"), null=True, blank=True)
    how = models.CharField(_("how it was stopped"), max_length=40, blank=True, default="")
    earlier = models.JSONField(_("earlier declarations"), default=list, blank=True)

    objects = WriterManager()

    class Meta:
        verbose_name = _("subscription")
        constraints = (
            models.UniqueConstraint(
                fields=["site", "topic", "address"], name="sharekit_mails_subscription_once"
            ),
        )
        indexes = (models.Index(fields=["person_hash"], name="sharekit_mails_subscriber"),)

    def __str__(self) -> str:
        return f"{self.topic} {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the row with the hash of its person."""
        self.person_hash = get_person_key(self.address)
        super().save(*args, **kwargs)


class Suppression(models.Model):
    """An address that gets no mail, or a person who gets no marketing.

    A hash, so that it outlives erasure: of the address for a bounce, else of the person.
    """

    class Cause(models.TextChoices):
        """A bounce stops all mails, every other cause only marketing."""

        BOUNCE = "bounce", _("the mailbox does not exist")
        COMPLAINT = "complaint", _("marked as spam")
        ASKED = "asked", _("the person asked")
        STAFF = "staff", _("by staff")

    id = models.BigAutoField(primary_key=True)
    address_hash = models.CharField(max_length=DIGEST_LENGTH, unique=True)
    cause = models.CharField(_("cause"), max_length=9, choices=Cause.choices)
    at = models.DateTimeField(_("since"))

    objects = WriterManager()

    class Meta:
        verbose_name = _("suppressed address")
        verbose_name_plural = _("suppressed addresses")

    def __str__(self) -> str:
        return self.cause


class Occurrence(models.Model):
    """When a moment was last announced, so that an editor sees whether the site's code does."""

    id = models.BigAutoField(primary_key=True)
    moment = models.CharField(_("moment"), max_length=SLUG_LENGTH, unique=True)
    last_at = models.DateTimeField(_("last announced"))

    objects = WriterManager()

    class Meta:
        verbose_name = _("moment")

    def __str__(self) -> str:
        return self.moment
