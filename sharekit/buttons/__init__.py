"""Buttons: the HTML of share buttons, which works without JavaScript, and the links that a site
creates.

In: an article (model instance, Wagtail page or URL) and the request, if there is one. Out: safe
HTML, the same for every reader, without queries; "" if there is nothing to share. Only tracked
links (links.py, mail.py) query the database, because they are rows; qr.py draws addresses, and
preview/ checks what apps will show of a page.

`identify` and identity.py find the article of a site's own object. Called by the template tags, the
views, the admin, or a site's own code.
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
