"""Links that the site itself creates, for its own code: `from sharekit.links import tracked_url`.

In: an article, channels and the name of a campaign. Out: addresses that count visits, or the HTML
of links for an e-mail. Each link is a row, which is written before its address leaves. Also called
by the template tags and the admin.
"""

from sharekit.links.campaign_links import tracked_url
from sharekit.links.mail import render_links

__all__ = ["render_links", "tracked_url"]
