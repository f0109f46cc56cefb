"""Opens a page and sends an event, as a browser does, for the doctor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

import msgspec
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sharekit.events import OLDEST
from sharekit.extensions import Finding
from sharekit.link_checks.page import Page, read
from sharekit.management.addresses import check_addresses, read_key
from sharekit.management.policy import Needs, find_stops, stops_script
from sharekit.management.replies import (
    clean,
    explain,
    explain_nothing,
    explain_page,
    read_error,
)
from sharekit.management.transport import NO_ANSWER, Reply, Transport

_IGNORED: Final = {
    "agent": gettext_lazy("Take words of browsers, such as Safari, out of IGNORE_AGENTS."),
    "network": gettext_lazy(
        "If this machine is in IGNORE_NETWORKS on purpose, there is nothing to do. If a proxy's "
        "address is there, all readers are ignored: set TRUSTED_PROXIES."
    ),
    "bot": gettext_lazy("Install another version of crawler-user-agents, and report this one."),
}
"""What to do where an event is ignored for another reason than its age."""


def check_page(url: str, *, transport: Transport, serves_files: bool) -> Iterator[Finding]:
    """Open a page, check its bar and script, and post an event that is too old to be stored.

    `serves_files` means that static files can be requested in the same way.
    """
    try:
        reply = transport.get(url)
        if reply.status != 200:
            yield explain_page(reply, url)
            return
        page = read(reply.text)
        if not page.bars and not page.scripts and (finding := explain_nothing(reply, url)):
            yield finding
            return
        yield from _check_tags(page, url)
        yield from check_addresses(page, url)
        yield from _check_referrers(page, reply, url)
        if len(page.scripts) != 1 or not page.bars:
            return
        [script] = page.scripts
        policies = [reply.headers.get("content-security-policy", ""), *page.policies]
        yield from _check_policies(policies, url, script)
        yield from _check_integrity(reply, url)
        key = _choose_key(script, page.bars)
        yield from _check_events(transport, urljoin(url, script["data-events"]), key, url)
        yield from _check_rest(transport, url, script, key)
        if serves_files:
            yield from _check_file(transport, urljoin(url, script.get("src", "")))
    except NO_ANSWER as error:
        yield Finding(
            "problem",
            _("%(url)s did not answer correctly: %(error)s")
            % {"url": url, "error": clean(str(error))},
            _("Start the web server, or give an address that this machine can reach."),
        )


def _check_tags(page: Page, url: str) -> Iterator[Finding]:
    if not page.bars:
        yield Finding(
            "problem",
            _("%(url)s has no share buttons.") % {"url": url},
            _("Add {% share_buttons article %} to the page, or give another page with --url."),
        )
    if not page.scripts:
        yield Finding(
            "problem",
            _("%(url)s has no script tag.") % {"url": url},
            _("Add {% sharekit_script %} before </body>."),
        )
    elif len(page.scripts) > 1:
        yield Finding(
            "problem",
            _("%(url)s has more than one script tag.") % {"url": url},
            _("Keep one {% sharekit_script %} per page."),
        )


def _check_referrers(page: Page, reply: Reply, url: str) -> Iterator[Finding]:
    # Of several policies the last one counts, and the page's own before the header's.
    policy = page.tags.get("referrer") or reply.headers.get("referrer-policy", "")
    if policy.rpartition(",")[2].strip().lower() in {"no-referrer", "never"}:
        yield Finding(
            "hint",
            _(
                "%(url)s asks for the Referrer-Policy no-referrer, so every page view looks like a "
                "visit."
            )
            % {"url": url},
            _(
                "Let the page, the middleware or the proxy send same-origin or "
                "strict-origin-when-cross-origin."
            ),
        )


def _check_policies(
    policies: Sequence[str], url: str, script: Mapping[str, str]
) -> Iterator[Finding]:
    needs = Needs(
        page=url,
        script=urljoin(url, script.get("src", "")),
        events=urljoin(url, script["data-events"]),
        nonce=script.get("nonce", ""),
    )
    for sentence, step in find_stops(policies, needs):
        yield Finding("problem", sentence % {"url": url}, step)


def _check_integrity(reply: Reply, url: str) -> Iterator[Finding]:
    if stops_script(reply.headers.get("integrity-policy", "")):
        yield Finding(
            "problem",
            _("The Integrity-Policy of %(url)s stops the script.") % {"url": url},
            _("Take script out of blocked-destinations."),
        )


def _choose_key(script: Mapping[str, str], found: Sequence[str]) -> str:
    """Return the key of the page's own article; a comment may contain keys that are not valid."""
    named = [script.get("data-article", ""), *found]
    return next((key for key in named if read_key(key)), found[0])


def _check_events(transport: Transport, events: str, key: str, url: str) -> Iterator[Finding]:
    parts = urlsplit(url)
    origin = f"{parts.scheme}://{parts.netloc}"
    event = {"kind": "view", "age": OLDEST + 1}
    body = msgspec.json.encode({"article": key, "events": [event]})
    reply = transport.post(events, body, {"Origin": origin})
    is_own = reply.headers.get("x-sharekit")
    ignored = reply.headers.get("x-sharekit-ignored", "")
    if is_own and reply.status == 204 and ignored in _IGNORED:
        yield Finding(
            "problem",
            _("%(url)s ignores events of a browser on this machine: %(why)s.")
            % {"url": events, "why": ignored},
            str(_IGNORED[ignored]),
        )
    elif is_own and reply.status == 204:
        yield Finding(
            "ok", _("%(url)s accepts events from %(page)s.") % {"url": events, "page": url}
        )
    elif is_own and reply.status == 403:
        yield Finding(
            "problem",
            _("The key on %(url)s was not signed with the SECRET_KEY that %(events)s uses.")
            % {"url": url, "events": events},
            _("Use the same SECRET_KEY in all processes, and purge cached pages."),
        )
    elif reply.status == 403 and read_error(reply):
        yield Finding(
            "problem",
            _("%(url)s refuses events from pages of %(origin)s: %(error)s")
            % {"url": events, "origin": origin, "error": read_error(reply)},
            _(
                "Set SITE_URL to %(origin)s, or let the proxy pass on the Host header of the "
                "browser."
            )
            % {"origin": origin},
        )
    else:
        yield explain(reply, events)


def _check_rest(
    transport: Transport, url: str, script: Mapping[str, str], key: str
) -> Iterator[Finding]:
    menu = urljoin(url, script.get("data-parts", "")) + quote(key, safe="")
    reply = transport.get(menu)
    if reply.status != 200 or "sharekit-menu" not in reply.text:
        yield explain(reply, menu.partition("?")[0])
    for name in ("health/", "ready/"):
        address = urljoin(urljoin(url, script["data-events"]), f"../{name}")
        reply = transport.get(address)
        # Both answer 503 if something is wrong.
        if reply.status not in {200, 503}:
            yield explain(reply, address)


def _check_file(transport: Transport, src: str) -> Iterator[Finding]:
    reply = transport.get(src)
    if reply.status != 200 or "javascript" not in reply.headers.get("content-type", ""):
        yield Finding(
            "problem",
            _("%(url)s does not return the script: status %(status)s, type “%(type)s”.")
            % {
                "url": src,
                "status": reply.status,
                "type": clean(reply.headers.get("content-type", "")),
            },
            _("Run manage.py collectstatic, and serve STATIC_ROOT at STATIC_URL."),
        )
