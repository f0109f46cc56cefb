"""What a reply means that does not come from the expected view."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

import msgspec
from django.conf import settings as django_settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from sharekit.conf import settings
from sharekit.extensions import Finding
from sharekit.management.transport import Reply
from sharekit.origins import get_host
from sharekit.sites import find_name

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
    if _is_login(location):
        return _("A middleware requires a login. Allow access without a login for this address.")
    return _("Exclude sharekit's addresses from the redirect.")


def _is_login(location: str) -> bool:
    return "login" in location or location.startswith(str(django_settings.LOGIN_URL))


def explain_page(reply: Reply, url: str) -> Finding:
    """Return the finding for an answer that shows no page, where a page with buttons should be."""
    place = {"url": url, "status": reply.status}
    if reply.status >= 500:
        return explain(reply, url)
    if reply.status == 401:
        return Finding(
            "problem",
            _("%(url)s asks for a password.") % place,
            _("Put it into the address: --url https://name:password@host/path/."),
        )
    if location := reply.headers.get("location", ""):
        sentence = _("%(url)s redirects to %(location)s.") % {**place, "location": clean(location)}
        return Finding("problem", sentence, _explain_way(location))
    sentence = _("%(url)s shows no page: its status is %(status)s.") % place
    return Finding("problem", sentence, _("Give the address of a page with share buttons: --url."))


def _explain_way(location: str) -> str:
    """Return what to do where the address of a page leads elsewhere."""
    if _is_login(location):
        return _("Give the address of a page that is shown without a login: --url.")
    try:
        is_admin = urlsplit(location).path.startswith(reverse("admin:index"))
    except (NoReverseMatch, ValueError):
        is_admin = False
    if is_admin:
        # Such as django CMS where no page is published.
        return _("Publish a page with share buttons there, or give the address of another: --url.")
    return _(
        "Open the page to which it leads instead: --url. If a proxy asks readers for a cookie "
        "there, such as single sign-on, set CREDENTIALS to 'same-origin'."
    )


def explain_nothing(reply: Reply, url: str) -> Finding | None:
    """Return why a page has neither buttons nor script, if that is known."""
    host = get_host(url)
    if settings.sites and not find_name(host):
        return Finding(
            "problem",
            _("SITES lacks the host %(host)s, so its pages have no share buttons and no script.")
            % {"host": host},
            _("Add the host to SITES, with the origin of its site."),
        )
    if reply.is_draft:
        return Finding(
            "problem",
            _("%(url)s counts as a draft, so it has no share buttons and no script.")
            % {"url": url},
            _(
                "If readers see this page, correct the function that PREVIEW names. The log named "
                "sharekit says if it failed."
            ),
        )
    return None


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
