"""The stories of the magazine."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

WORDS_PER_MINUTE = 230
"""How fast adults read English prose silently: Brysbaert 2019, doi:10.1016/j.jml.2019.104047 gives
238 for non-fiction."""


class Section(models.TextChoices):
    """A part of the magazine, with its own page."""

    WEB = "web", _("The Web")
    PLACES = "places", _("Places")
    KITCHEN = "kitchen", _("Kitchen")
    MEASURE = "measure", _("Measure")
    CODE = "code", _("Code")

    @property
    def address(self) -> str:
        """The path of the section's page."""
        return reverse("magazine:section", args=[self.value])


class StoryQuerySet(models.QuerySet["Story"]):
    """Stories, newest first."""

    def published(self) -> StoryQuerySet:
        """Return the stories that readers may see now."""
        return self.filter(published__lte=timezone.now())


class Story(models.Model):
    """One piece of the magazine; its body is HTML written by editors, who are trusted."""

    section = models.CharField(_("section"), max_length=20, choices=Section.choices)
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=120)
    standfirst = models.TextField(_("standfirst"))
    body = models.TextField(_("body"))
    author_name = models.CharField(_("author"), max_length=80)
    plate = models.CharField(
        _("plate"),
        max_length=80,
        blank=True,
        help_text=_("File name of the picture in static/magazine/plates/."),
    )
    published = models.DateTimeField(_("published"), default=timezone.now, db_index=True)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    """SHA-256 of the file from which the story was last loaded; empty if it was written in the
    admin."""

    objects = StoryQuerySet.as_manager()

    class Meta:
        ordering = ("-published", "slug")
        verbose_name = _("story")
        verbose_name_plural = _("stories")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the path of the story's page."""
        return reverse("magazine:story", args=[self.slug])

    @property
    def minutes(self) -> int:
        """How many minutes the story takes to read, at least one."""
        return max(1, round(len(strip_tags(self.body).split()) / WORDS_PER_MINUTE))

    @property
    def section_page(self) -> Section:
        """The section, with its address."""
        return Section(self.section)
