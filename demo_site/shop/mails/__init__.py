"""What the shop mails: moments.py says when, letters.py what `load_letters` writes at first.

sharekit imports this package when Django starts, because it is the `mails` of an app.
"""

from demo_site.shop.mails import moments

__all__ = ["moments"]
