"""Holds the articles of the test site."""

from uuid import uuid4

from django.db import models


class Story(models.Model):
    """Is an ordinary article: a title and an address."""

    title = models.CharField(max_length=200)
    slug = models.SlugField(unique=True)

    def __str__(self) -> str:
        """Give the title, as most sites do."""
        return self.title

    def get_absolute_url(self) -> str:
        """Give the path of the page."""
        return f"/stories/{self.slug}/"


class Interview(Story):
    """Is a child by multi-table inheritance: the same article as the story behind it."""

    guest = models.CharField(max_length=100)


class Shout(Story):
    """Is a proxy: the same article as the story, too."""

    class Meta:
        proxy = True


class Notice(models.Model):
    """Is an object without an address: nothing to share."""

    text = models.CharField(max_length=200)

    def __str__(self) -> str:
        """Give the text."""
        return self.text


class Podcast(models.Model):
    """Is an article whose key is a UUID."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    title = models.CharField(max_length=200)

    def get_absolute_url(self) -> str:
        """Give the path of the page."""
        return f"/podcasts/{self.pk}/"


class Term(models.Model):
    """Is an article whose key is any text."""

    word = models.CharField(max_length=50, primary_key=True)

    def get_absolute_url(self) -> str:
        """Give the path of the page."""
        return f"/terms/{self.pk}/"
