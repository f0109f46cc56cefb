"""Rarely needed parts of a bar, loaded on demand so that pages stay small."""

from __future__ import annotations

from django.template.loader import render_to_string

from sharekit import keys
from sharekit.buttons import qr
from sharekit.buttons.bar import render_buttons


def render_parts(signed: str) -> str:
    """Return the menu of all channels and the QR code's dialog, in the current language.

    `signed` is the article's key as a page holds it; raises `Refused` (403) where it is not valid.
    It is passed on as it is: signed anew, a key by a secret that leaked would outlive that secret.

    menu.js takes them out of this page and puts them behind a button. A site may write the template
    `sharekit/parts.html` anew; its two classes are what the script looks for.
    """
    key = keys.read(signed)
    context = {
        "buttons": render_buttons(key, signed=signed),
        "title": key.title,
        "code": qr.get_article_address(signed),
    }
    return render_to_string("sharekit/parts.html", context)
