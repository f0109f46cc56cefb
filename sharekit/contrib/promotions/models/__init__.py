"""Promotions, the advocates who joined them, their friends' referrals, and the rewards.

`state` columns change only by one compare-and-set, `UPDATE ... WHERE state IN (...)`, so that each
step happens once on every database.
"""

from sharekit.contrib.promotions.models.people import CODE_LENGTH, Advocate, Referral, Reward
from sharekit.contrib.promotions.models.promotion import MOST_DAYS, Promotion

__all__ = ["CODE_LENGTH", "MOST_DAYS", "Advocate", "Promotion", "Referral", "Reward"]
