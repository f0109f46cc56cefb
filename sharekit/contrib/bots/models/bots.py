"""Bots as their owner writes them, and their published editions."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sharekit.models.links import SITE_LENGTH
from sharekit.models.manager import WriterManager

SLUG_LENGTH: Final = 60
LANGUAGE_LENGTH: Final = 15
NAME_LENGTH: Final = 100
PHRASES_LENGTH: Final = 5_000
TEXT_LENGTH: Final = 4_000
EXAMPLE_LENGTH: Final = 1_000


class Bot(models.Model):
    """A set of rules in one language, and what is said where none applies.

    `edition` is what customers meet; the rules are its draft. `menu` are buttons below the
    greeting, as the choices of a rule. `hours` are opening times, in the site's time zone, as lines
    such as "Mo-Fr 9:00-17:00"; empty: a person may answer at any time.
    """

    class State(models.TextChoices):
        """Only a live bot answers customers."""

        DRAFT = "draft", _("draft")
        LIVE = "live", _("live")
        PAUSED = "paused", _("paused")

    id = models.BigAutoField(primary_key=True)
    site = models.CharField(_("site"), max_length=SITE_LENGTH, blank=True, default="")
    slug = models.SlugField(_("short name"), max_length=SLUG_LENGTH)
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    state = models.CharField(_("state"), max_length=6, choices=State.choices, default=State.DRAFT)
    language = models.CharField(_("language"), max_length=LANGUAGE_LENGTH)
    greeting = models.TextField(_("greeting"), max_length=TEXT_LENGTH)
    unknown_text = models.TextField(_("if no rule applies"), max_length=TEXT_LENGTH, blank=True)
    media_text = models.TextField(_("if a picture comes"), max_length=TEXT_LENGTH, blank=True)
    hand_over_text = models.TextField(
        _("before a person answers"), max_length=TEXT_LENGTH, blank=True
    )
    closed_text = models.TextField(_("outside opening hours"), max_length=TEXT_LENGTH, blank=True)
    hours = models.TextField(_("opening hours"), max_length=500, blank=True)
    menu = models.JSONField(_("menu"), default=list, blank=True)
    accounts = models.JSONField(_("accounts"), default=list, blank=True)
    edition = models.ForeignKey(
        "Edition", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    objects = WriterManager()

    class Meta:
        verbose_name = _("bot")
        verbose_name_plural = _("bots")
        constraints = (
            models.UniqueConstraint(fields=["site", "slug"], name="sharekit_bots_bot_once"),
        )

    def __str__(self) -> str:
        return self.name


class Rule(models.Model):
    """Phrases, and what the bot does when one of them is said.

    A rule with a parent is a step: it applies right after its parent's answer. `answer` is the
    short name of a function of the site, `article` an identity or an address. Each of `choices` is
    a button: {"label": ..., "rule": the number of a rule}.
    """

    class Then(models.TextChoices):
        """What follows the answer."""

        STAY = "stay", _("wait for the next question")
        END = "end", _("end the conversation")
        PERSON = "person", _("hand over to a person")
        RULE = "rule", _("go on with another rule")

    id = models.BigAutoField(primary_key=True)
    bot = models.ForeignKey(Bot, models.CASCADE, related_name="rules")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="steps")
    place = models.PositiveIntegerField(_("place"), default=0)
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    phrases = models.TextField(_("phrases"), max_length=PHRASES_LENGTH, blank=True)
    text = models.TextField(_("answer"), max_length=TEXT_LENGTH, blank=True)
    article = models.CharField(_("article"), max_length=2_000, blank=True, default="")
    answer = models.CharField(
        _("the site's answer"), max_length=SLUG_LENGTH, blank=True, default=""
    )
    choices = models.JSONField(_("buttons"), default=list, blank=True)
    then = models.CharField(_("then"), max_length=6, choices=Then.choices, default=Then.STAY)
    then_rule = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    is_on = models.BooleanField(_("on"), default=True)

    objects = WriterManager()

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        # A rule belongs to its bot, and so does the permission to write it.
        default_permissions = ()
        ordering = ("place", "id")

    def __str__(self) -> str:
        return self.name


class Example(models.Model):
    """A message that a bot must understand: the rule that must apply, or none."""

    id = models.BigAutoField(primary_key=True)
    bot = models.ForeignKey(Bot, models.CASCADE, related_name="examples")
    text = models.CharField(_("message"), max_length=EXAMPLE_LENGTH)
    expected = models.ForeignKey(
        Rule, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("rule")
    )

    objects = WriterManager()

    class Meta:
        verbose_name = _("example")
        default_permissions = ()
        ordering = ("id",)

    def __str__(self) -> str:
        return self.text


class Edition(models.Model):
    """A published state of a bot, compiled; conversations end on the one that they began with."""

    id = models.BigAutoField(primary_key=True)
    bot = models.ForeignKey(Bot, models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField(_("number"))
    data = models.JSONField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(_("published"))

    objects = WriterManager()

    class Meta:
        verbose_name = _("edition")
        default_permissions = ()
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=["bot", "number"], name="sharekit_bots_edition_once"),
            models.CheckConstraint(condition=Q(number__gt=0), name="sharekit_bots_edition_number"),
        )

    def __str__(self) -> str:
        return f"{self.number}"
