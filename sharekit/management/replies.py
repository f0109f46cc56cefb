"""What a reply means that does not come from the expected view."""

from __future__ import annotations

import re
from typing import Final

import msgspec
from django.conf import settings as django_settings
from django.utils.translation import gettext as _

from sharekit.extensions import Finding
from sharekit.management.transport import Reply

_UNSEEN: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
"""Control characters that a terminal would interpret."""
_HEAD: Final = 200
"""The most characters of the site's own text that are shown."""


def explain(reply: Reply, url: str) -> Finding:
    """Return the finding for an answer that does not come from the view."""
    place = {"url": url, "status": reply.status}
    location = reply.headers.get("location", "")
    if location:
        sentence = _("%(url)s redirects to %(location)s.") % {**place, "location": clean(location)}
        return Finding("problem", sentence, _explain_redirect(location))
    if reply.status == 401:
        return Finding(
            "problem",
            _("%(url)s asks for a password, which was not sent.") % place,
            _(
                'Set CREDENTIALS to "same-origin" so that the script sends it, or exclude '
                "sharekit's addresses from the password protection."
            ),
        )
    if reply.status >= 500:
        return Finding(
            "problem",
            _("%(url)s fails with status %(status)s.") % place,
            _("See the log of the web server."),
        )
    if reply.status in {403, 406}:
        return Finding(
            "problem",
            _("Something in front of sharekit refuses %(url)s with status %(status)s.") % place,
            _(
                "Let the firewall or the middleware pass POST requests of the type text/plain to "
                "this address."
            ),
        )
    return Finding(
        "problem",
        _("Another view or server answers at %(url)s with status %(status)s.") % place,
        _("Put include('sharekit.urls') before patterns that match every address."),
    )


def _explain_redirect(location: str) -> str:
    if "login" in location or location.startswith(str(django_settings.LOGIN_URL)):
        return _("A middleware requires a login. Allow access without a login for this address.")
    return _("Exclude sharekit's addresses from the redirect.")


def read_error(reply: Reply) -> str:
    """Return the sentence in an answer of collect, "" for any other answer."""
    try:
        answer = msgspec.json.decode(reply.text, type=dict[str, str])
    except msgspec.DecodeError:
        return ""
    return clean(answer.get("error", ""))


def clean(text: str) -> str:
    """Return a text of the site's as a terminal may show it."""
    return _UNSEEN.sub(" ", text)[:_HEAD]
