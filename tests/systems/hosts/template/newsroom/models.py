"""Holds the host's articles."""

from django.db import models
from django.urls import reverse


class Story(models.Model):
    """An article."""

    title = models.CharField(max_length=200)
    slug = models.SlugField(unique=True)

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    def get_absolute_url(self) -> str:
        """Return the path of the page."""
        return reverse("story", args=[self.slug])
