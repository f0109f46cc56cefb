"""The request with which mail programs stop mails (RFC 8058): a POST without a cookie."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from django.utils.translation import gettext as _

from sharekit.extensions import Finding
from sharekit.management.replies import clean
from sharekit.management.transport import NO_ANSWER, Http, Middleware, Reply, Transport

_BODY: Final = b"List-Unsubscribe=One-Click"
_HEADERS: Final = {"Content-Type": "application/x-www-form-urlencoded"}


def press(address: str, *, is_over_http: bool, is_stopped: Callable[[], bool]) -> Iterator[Finding]:
    """Send the request to the address in a mail's header, and yield what came of it."""
    # Mail programs have no password of the site.
    transport: Transport = Http(page=address, login="") if is_over_http else Middleware()
    try:
        reply = transport.post(address, _BODY, _HEADERS)
    except NO_ANSWER as error:
        yield Finding(
            "problem",
            _("%(url)s did not answer correctly: %(error)s")
            % {"url": address, "error": clean(str(error))},
            _("Start the web server, or set SITE_URL to the address of the site."),
        )
        return
    if reply.status != 200:
        yield _explain(reply, address)
    elif not is_stopped():
        yield Finding(
            "problem",
            _("%(url)s answered a one-click request, but stopped nothing.") % {"url": address},
            _("Set SITE_URL to a server that has the same database and SECRET_KEY as this one."),
        )
    else:
        yield Finding("ok", _("A one-click request without a cookie stopped such mails."))


def _explain(reply: Reply, address: str) -> Finding:
    place = {"url": address, "status": reply.status}
    if location := reply.headers.get("location", ""):
        sentence = _("%(url)s redirects to %(location)s, but mail programs follow no redirect.")
        step = _(
            "Set SITE_URL to the address to which it leads. If it leads to a login, allow access "
            "without one."
        )
        return Finding("problem", sentence % {**place, "location": clean(location)}, step)
    sentence = _("%(url)s answers a one-click request with status %(status)s, so nobody can stop.")
    if reply.status >= 500:
        step = _("See the log of the web server.")
    elif reply.status in {401, 403, 406}:
        step = _("Let the proxy, the firewall or the middleware pass a POST without a cookie.")
    else:
        step = _(
            "Put include('sharekit.contrib.mails.urls') before patterns that match every address, "
            "and set SITE_URL to this site, whose host ALLOWED_HOSTS must have."
        )
    return Finding("problem", sentence % place, step)
