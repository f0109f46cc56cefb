"""Loads the goods and the promotion, and invents what happened so far."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from demo_site.shop.models import Good, Order
from demo_site.shop.sample.goods import GOODS
from demo_site.shop.sample.offer import OFFER, PROMOTION
from demo_site.shop.sample.season import DAYS, Season
from demo_site.shop.sample.shares import invent_shares, open_offer, report_shares, send_until
from sharekit.contrib.promotions.models import Promotion

SEED = 18
"""The same customers in every demo."""


class Command(BaseCommand):
    """Loads what the shop lacks; runs at every start, changes and deletes nothing."""

    help = "Load the shop's goods, a promotion, and invented orders of six weeks."

    def handle(self, **options: Any) -> None:
        """Create what is missing, invent orders unless there are any, and print their number."""
        now = timezone.now()
        for slug, fields in GOODS.items():
            Good.objects.get_or_create(slug=slug, defaults=fields)
        if not Order.objects.exists():
            self._invent(now)
        self.stdout.write(f"{Good.objects.count()} goods, {Order.objects.count()} orders")

    def _invent(self, now: datetime) -> None:
        chance = random.Random(SEED)  # noqa: S311 - nothing secret
        first = now - timedelta(days=DAYS)
        offer = {**OFFER, "starts_at": first}
        promotion, _ = Promotion.objects.get_or_create(slug=PROMOTION, defaults=offer)
        shares = invent_shares(list(Good.objects.all()), chance, first=first, days=DAYS)
        letters = [
            *report_shares(shares, chance),
            *open_offer(promotion, chance, first=first, days=DAYS),
        ]
        send_until(letters, now)
        Season(shares, chance, until=now).live()
