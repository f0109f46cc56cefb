"""What a site's code calls: `from sharekit.contrib.mails.public import happened`."""

from sharekit.contrib.mails.moments.happened import happened

__all__ = ["happened"]
