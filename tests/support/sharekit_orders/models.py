"""Holds the orders."""

from django.db import models


class Order(models.Model):
    """An order, the article and the link that led to it, and the person who gave it."""

    number = models.CharField(max_length=20, unique=True)
    site = models.CharField(max_length=260)
    identity = models.CharField(max_length=200)
    token = models.CharField(max_length=11)
    address = models.EmailField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Return its number."""
        return self.number
