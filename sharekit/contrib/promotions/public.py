"""What a site's code calls: `from sharekit.contrib.promotions.public import qualify`."""

from sharekit.contrib.promotions.referring.claim import Refusal, claim
from sharekit.contrib.promotions.referring.join import CannotJoin, join, leave
from sharekit.contrib.promotions.referring.qualify import qualify
from sharekit.contrib.promotions.referring.thanks import describe_referral

__all__ = ["CannotJoin", "Refusal", "claim", "describe_referral", "join", "leave", "qualify"]
