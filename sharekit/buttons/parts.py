"""Rarely needed parts of a bar, loaded on demand so that pages stay small."""

from __future__ import annotations

from django.template.loader import render_to_string

from sharekit.buttons import qr
from sharekit.buttons.bar import render_buttons
from sharekit.keys import ArticleKey


def render_parts(key: ArticleKey) -> str:
    """Return the menu of all channels and the dialog of the QR code, in the current language.

    menu.js takes them from this page and attaches them to a button. A site may replace the template
    `sharekit/parts.html`; the script relies only on its two classes.
    """
    context = {
        "buttons": render_buttons(key),
        "title": key.title,
        "code": qr.get_article_address(key),
    }
    return render_to_string("sharekit/parts.html", context)
