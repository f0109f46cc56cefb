"""What a site's code calls: `from sharekit.contrib.promotions.public import qualify`."""

from sharekit.contrib.promotions.referring.claim import Refusal, claim
from sharekit.contrib.promotions.referring.join import CannotJoin, join, leave
from sharekit.contrib.promotions.referring.qualify import qualify

__all__ = ["CannotJoin", "Refusal", "claim", "join", "leave", "qualify"]
