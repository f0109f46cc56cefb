"""Buttons: the HTML that a page carries, working without JavaScript, and the links a site makes.

In: an article (model instance, Wagtail page or URL) and the request, if there is one. Out: safe
HTML, the same for every reader, without a query of ours; "" when there is nothing to share.
Tracked links (links.py, mail.py) are rows, so these ask for them; qr.py draws addresses.
preview/ tells what apps will show of a page.
`identify` and identity.py tell which article an object of the site's own is. Called by the template
tags, the views, the admin, or by a site's own code.
"""

from sharekit.buttons.article import identify
from sharekit.buttons.bar import render
from sharekit.buttons.links import tracked_url
from sharekit.buttons.mail import render_links
from sharekit.buttons.parts import render_parts
from sharekit.buttons.script import render_script

__all__ = [
    "identify",
    "render",
    "render_links",
    "render_parts",
    "render_script",
    "tracked_url",
]
