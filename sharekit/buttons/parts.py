"""What belongs to a bar and is seldom wanted, so that no page carries it."""

from __future__ import annotations

from django.template.loader import render_to_string

from sharekit.buttons import qr
from sharekit.buttons.bar import render_buttons
from sharekit.keys import ArticleKey


def render_parts(key: ArticleKey) -> str:
    """Return the menu of all channels and the QR code's dialog, in the current language.

    menu.js takes them out of this page and puts them behind a button. A site may write the template
    `sharekit/parts.html` anew; its two classes are what the script looks for.
    """
    context = {"buttons": render_buttons(key), "title": key.title, "code": qr.find_article(key)}
    return render_to_string("sharekit/parts.html", context)
