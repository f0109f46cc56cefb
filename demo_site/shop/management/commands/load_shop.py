"""Loads the goods."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from demo_site.shop.goods import GOODS
from demo_site.shop.models import Good


class Command(BaseCommand):
    """Loads what the shop lacks; runs at every start, changes and deletes nothing."""

    help = "Load the shop's goods."

    @transaction.atomic
    def handle(self, **options: Any) -> None:
        """Create the goods that are missing, and print their number."""
        for slug, fields in GOODS.items():
            Good.objects.get_or_create(slug=slug, defaults=fields)
        self.stdout.write(f"{Good.objects.count()} goods")
