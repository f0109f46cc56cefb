"""The marketer's pages: promotions, what waits for a decision, advocates and rewards."""

from sharekit.contrib.promotions.admin.people import AdvocateAdmin, ReferralAdmin, RewardAdmin
from sharekit.contrib.promotions.admin.promotion import PromotionAdmin

__all__ = ["AdvocateAdmin", "PromotionAdmin", "ReferralAdmin", "RewardAdmin"]
