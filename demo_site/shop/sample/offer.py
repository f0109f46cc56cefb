"""The promotion that is live in the demo, as `load_shop` loads it."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from demo_site.shop.models import CURRENCY
from sharekit.contrib.promotions.models import Promotion

PROMOTION: Final = "two-parcels"
"""Its short name, by which templates know it."""
RUNS_FOR: Final = timedelta(days=42)
"""How long it has been live when the demo is started for the first time."""
OFFER: Final = {
    "name": "Two parcels, two vouchers",
    "headline": "Five euros for your second parcel",
    "friend_offer": "A voucher for € 5 after the first order",
    "advocate_offer": "A voucher for € 5 for each friend who orders",
    "share_text": "Postscript has a small shop with lovely things. With my code we both get a "
    "voucher for € 5.",
    "picture": "/static/magazine/preview.png",
    "destination": "/shop/",
    "goal": "order",
    "min_value": 10,
    "currency": CURRENCY,
    "hold_days": 14,
    "cap_per_advocate": 10,
    "cap_total": 200,
    "terms_url": "/shop/recommend/terms/",
    "terms_version": "2026-11",
    "state": Promotion.State.LIVE,
}
"""Its fields."""
