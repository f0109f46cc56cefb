"""The site's own groups of articles: sections, authors and tags."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sharekit.models.links import Article
from sharekit.models.manager import WriterManager

NAME_LENGTH: Final = 100
"""The most characters of a group's name."""


class Kind(models.TextChoices):
    """The kinds of groups."""

    SECTION = "section", _("Section")
    AUTHOR = "author", _("Author")
    TAG = "tag", _("Tag")


class ArticleGroup(models.Model):
    """A group that an article belongs to, as GROUPS named it."""

    id = models.BigAutoField(primary_key=True)
    article = models.ForeignKey(Article, models.CASCADE, related_name="groups", db_index=False)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    name = models.CharField(max_length=NAME_LENGTH)

    objects = WriterManager()

    class Meta:
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=["article", "kind", "name"], name="sharekit_articlegroup_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values) & ~Q(name=""), name="sharekit_articlegroup_valid"
            ),
        )
        # It also holds the articles of a group, so that a filter reads nothing else.
        indexes = (
            models.Index(fields=["kind", "name", "article"], name="sharekit_articlegroup_name"),
        )

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}"
