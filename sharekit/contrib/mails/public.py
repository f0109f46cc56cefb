"""What a site's code calls: `from sharekit.contrib.mails.public import happened`."""

from sharekit.contrib.mails.moments.happened import happened
from sharekit.contrib.mails.moments.registry import Occasion, moment

__all__ = ["Occasion", "happened", "moment"]
