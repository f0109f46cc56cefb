"""Sentences about the advocate who gives a code."""

from __future__ import annotations

from typing import Any, Final

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sharekit.articles.text import clean
from sharekit.contrib.promotions.referring.live import Closed

NAME_LENGTH: Final = 40


def find_name(user: Any) -> str:
    """Return what friends call a user, such as the first name; "" if that is unknown.

    Some sites' users have their mail address as a short name, which no friend may see.
    """
    get_name = getattr(user, "get_short_name", None)
    name = clean(get_name() if callable(get_name) else "", NAME_LENGTH)
    return "" if "@" in name else name


def introduce(name: str) -> SafeString:
    """Return the line above the offer."""
    if not name:
        return SafeString(escape(_("A friend has a gift for you")))
    return _fill(_("%(name)s has a gift for you"), name=name)


def name_gains(name: str) -> SafeString:
    """Return the words before what the advocate gets, as a friend reads them."""
    if not name:
        return SafeString(escape(_("The friend who invited you gets:")))
    return _fill(_("%(name)s gets:"), name=name)


def promise_privacy(name: str) -> SafeString:
    """Return what the advocate will learn."""
    if not name:
        return SafeString(escape(_("Your friend will learn that a friend ordered, not who.")))
    return _fill(_("%(name)s will learn that a friend ordered, not who."), name=name)


def explain(why: Closed) -> tuple[str, str]:
    """Return a title and a sentence about an offer that friends cannot claim."""
    if why is Closed.PAUSED:
        return _("This offer is paused"), _("Please try again later. Your code stays valid.")
    if why is Closed.FULL:
        return _("This offer is over"), _("All gifts have been given out.")
    if why is Closed.ENDED:
        return _("This offer is over"), _("Thank you for your interest.")
    return (
        _("This code is not valid"),
        _("A character may be wrong, or the offer may be over. Ask your friend for a new link."),
    )


def _fill(sentence: str, **texts: str) -> SafeString:
    """Return a sentence as HTML; its texts by people do not turn the words around them."""
    isolated = {name: format_html("<bdi>{}</bdi>", text) for name, text in texts.items()}
    return SafeString(escape(sentence) % isolated)
