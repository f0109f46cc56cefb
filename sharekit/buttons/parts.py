"""Rarely needed parts of a bar, loaded on demand so that pages stay small."""

from __future__ import annotations

from django.template.loader import render_to_string

from sharekit import keys
from sharekit.buttons import qr
from sharekit.buttons.bar import render_buttons


def render_parts(signed: str) -> str:
    """Return the menu of all channels and the dialog of the QR code, in the current language.

    `signed` is the article's key as text; raises `Refused` (403) if it is not valid. The key is not
    signed again: a key signed by a leaked secret would outlive that secret.

    menu.js takes them from this page and attaches them to a button. A site may replace the template
    `sharekit/parts.html`; the script relies only on its two classes.
    """
    key = keys.read(signed)
    context = {
        "buttons": render_buttons(key, signed=signed),
        "title": key.title,
        "code": qr.get_article_address(signed),
    }
    return render_to_string("sharekit/parts.html", context)
