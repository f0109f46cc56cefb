"""Holds the articles of the test site."""

from uuid import uuid4

from django.db import models


class Story(models.Model):
    """An ordinary article: a title and an address."""

    title = models.CharField(max_length=200)
    slug = models.SlugField(unique=True)

    def __str__(self) -> str:
        """Return the title, as most sites do."""
        return self.title

    def get_absolute_url(self) -> str:
        """Return the path of the page."""
        return f"/stories/{self.slug}/"


class Interview(Story):
    """A child by multi-table inheritance: the same article as the story behind it."""

    guest = models.CharField(max_length=100)


class Shout(Story):
    """A proxy: the same article as the story, too."""

    class Meta:
        proxy = True


class Notice(models.Model):
    """An object without an address: nothing to share."""

    text = models.CharField(max_length=200)

    def __str__(self) -> str:
        """Return the text."""
        return self.text


class Podcast(models.Model):
    """An article whose key is a UUID."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    title = models.CharField(max_length=200)

    def get_absolute_url(self) -> str:
        """Return the path of the page."""
        return f"/podcasts/{self.pk}/"


class Term(models.Model):
    """An article whose key is any text."""

    word = models.CharField(max_length=50, primary_key=True)

    def get_absolute_url(self) -> str:
        """Return the path of the page."""
        return f"/terms/{self.pk}/"
