"""Requests a page as a preview bot does, in this process: no server, no cookies, no scripts."""

from __future__ import annotations

from typing import Final
from urllib.parse import urldefrag, urljoin, urlsplit

import msgspec
from django.conf import settings as django_settings
from django.http.request import split_domain_port, validate_host
from django.test import Client
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from sharekit import paths
from sharekit.conf import settings

AGENT: Final = "Mozilla/5.0 (compatible; sharekit_check_page)"
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_MOST_HOPS: Final = 10


class NoPage(Exception):  # noqa: N818
    """There is no page to check; the message is a sentence that gives the reason."""


class Answer(msgspec.Struct, frozen=True):
    """The response: its address, the addresses that redirected there, headers and body."""

    address: str
    hops: tuple[str, ...]
    status: int
    headers: dict[str, str]
    body: bytes
    charset: str

    @property
    def kind(self) -> str:
        """The media type, such as "text/html"; "" if the site gives none."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


def fetch(path: str, *, host: str = "") -> Answer:
    """Return the page at a path of this site, following redirects; raise `NoPage` without one.

    `host` chooses among the hosts of a site that has several; the default is SITE_URL, otherwise
    the first of ALLOWED_HOSTS.
    """
    if not path.startswith("/"):
        raise NoPage(_("The path must begin with a slash, such as /articles/swifts/."))
    origin = _get_origin(host)
    path = paths.add_prefix(path)
    if not (address := join(origin, urldefrag(path).url)):
        raise NoPage(_("%(url)s is not a valid address.") % {"url": origin + path})
    answer = ask(address)
    if answer.status != 200:
        raise NoPage(_explain(answer))
    if answer.kind not in {"text/html", "application/xhtml+xml"}:
        raise NoPage(
            _("%(url)s is not a page but %(kind)s.")
            % {"url": answer.address, "kind": answer.kind or _("content without a type")}
        )
    return answer


def ask(address: str) -> Answer:
    """Return the response of this site at one of its addresses, whatever the status."""
    hops: list[str] = []
    while len(hops) <= _MOST_HOPS:
        answer = _ask_once(address, tuple(hops))
        if answer.status not in _REDIRECTS or "location" not in answer.headers:
            return answer
        hops.append(address)
        location = answer.headers["location"]
        address = urldefrag(join(address, location)).url
        if not is_ours(address):
            raise NoPage(
                _("%(url)s redirects to another site: %(to)s")
                % {"url": hops[-1], "to": address or location}
            )
    raise NoPage(_("%(url)s redirects too many times.") % {"url": hops[0]})


def join(page: str, address: str) -> str:
    """Return an address in a page as an absolute one, "" if it is not valid, such as `http://[`."""
    try:
        return urljoin(page, address)
    except ValueError:
        return ""


def is_ours(address: str) -> bool:
    """Return whether an address is on one of this site's hosts, and below its script prefix."""
    parts = urlsplit(address)
    is_own = parts.scheme in {"http", "https"} and _answers_to(parts.netloc)
    return is_own and paths.is_below_prefix(parts.path or "/")


def _ask_once(address: str, hops: tuple[str, ...]) -> Answer:
    parts = urlsplit(address)
    headers = {"host": parts.netloc, "user-agent": AGENT, "accept": "text/html,*/*;q=0.8"}
    target = paths.remove_prefix(parts._replace(scheme="", netloc="").geturl())
    try:
        # The page's middleware chooses its language, which must not change that of the report.
        with override(get_language()):
            response = Client().get(target, headers=headers, secure=parts.scheme == "https")
            body = response.getvalue()
    except Exception as error:
        sentence = _("%(url)s raised %(error)s") % {"url": address, "error": f"{error!r:.200}"}
        raise NoPage(sentence) from error
    return Answer(
        address=address,
        hops=hops,
        status=response.status_code,
        headers={name.lower(): value for name, value in response.items()},
        body=body,
        charset=response.charset,
    )


def _get_origin(host: str) -> str:
    site = urlsplit(settings.site_url)
    scheme = site.scheme or "https"
    if not host and site.netloc and _answers_to(site.netloc):
        host = site.netloc
    named = (each.lstrip(".") for each in django_settings.ALLOWED_HOSTS if "*" not in each)
    return f"{scheme}://{host or next(named, 'localhost')}"


def _answers_to(netloc: str) -> bool:
    # Django accepts these if DEBUG is on and ALLOWED_HOSTS is empty.
    hosts = django_settings.ALLOWED_HOSTS or [".localhost", "127.0.0.1", "[::1]"]
    return validate_host(split_domain_port(netloc)[0], hosts)


def _explain(answer: Answer) -> str:
    url, status = answer.address, answer.status
    if status == 404:
        return _("There is no page at %(url)s (404).") % {"url": url}
    if status in {401, 403}:
        sentence = _("%(url)s is not public (status %(status)s), so no app can show a preview.")
    else:
        sentence = _("%(url)s answers with status %(status)s instead of a page.")
    return sentence % {"url": url, "status": status}
