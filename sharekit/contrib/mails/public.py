"""What a site's code calls: `from sharekit.contrib.mails.public import happened`."""

from sharekit.contrib.mails.moments.happened import happened
from sharekit.contrib.mails.moments.registry import Occasion, moment
from sharekit.contrib.mails.subscribing.stop import stop
from sharekit.contrib.mails.subscribing.subscribe import subscribe

__all__ = ["Occasion", "happened", "moment", "stop", "subscribe"]
