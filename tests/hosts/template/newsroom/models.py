"""Holds the host's articles."""

from django.db import models
from django.urls import reverse


class Story(models.Model):
    """Is an article."""

    title = models.CharField(max_length=200)
    slug = models.SlugField(unique=True)

    def __str__(self) -> str:
        """Give the title."""
        return self.title

    def get_absolute_url(self) -> str:
        """Give the path of the page."""
        return reverse("story", args=[self.slug])
