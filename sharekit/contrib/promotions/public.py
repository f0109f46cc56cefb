"""What a site's code calls: `from sharekit.contrib.promotions.public import qualify`."""

from sharekit.contrib.promotions.claim import Refusal, claim
from sharekit.contrib.promotions.join import join, leave
from sharekit.contrib.promotions.qualify import qualify

__all__ = ["Refusal", "claim", "join", "leave", "qualify"]
