"""What a page's Content Security Policy stops of sharekit: https://www.w3.org/TR/CSP3/."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from urllib.parse import urlsplit

import msgspec
from django.utils.translation import gettext as _

_SANDBOX: Final = ("allow-scripts", "allow-same-origin")


class Needs(msgspec.Struct, frozen=True):
    """What a page needs: its own address, and the absolute ones of script and events."""

    page: str
    script: str
    events: str
    nonce: str = ""


def find_stops(policies: Iterable[str], needs: Needs) -> Iterator[tuple[str, str]]:
    """Yield a sentence for what each policy stops, with a place for `url`, and what to do.

    A policy is the value of a header or of a meta tag; several in one are parted by commas.
    """
    for text in ",".join(policies).split(","):
        yield from _find_stops(_parse(text), needs)


def _find_stops(policy: dict[str, list[str]], needs: Needs) -> Iterator[tuple[str, str]]:
    scripts = _find_sources(policy, "script-src-elem", "script-src", "default-src")
    if scripts is not None and not _allows_script(scripts, needs):
        yield (
            _("The Content-Security-Policy of %(url)s stops the script."),
            _("Write 'self', or the nonce of the script tag, into script-src."),
        )
    requests = _find_sources(policy, "connect-src", "default-src")
    if requests is not None and not _allows(requests, needs.events, page=needs.page):
        yield (
            _("The Content-Security-Policy of %(url)s stops the script's requests."),
            _("Write 'self' into connect-src."),
        )
    names = policy.get("trusted-types", ["*"])
    if not {"sharekit", "*"} & set(names):
        yield (
            _("The Content-Security-Policy of %(url)s stops the parts that the script loads."),
            _("Write sharekit into trusted-types."),
        )
    allowed = policy.get("sandbox", _SANDBOX)
    if not set(_SANDBOX) <= set(allowed):
        yield (
            _("The Content-Security-Policy of %(url)s stops scripts, or their requests."),
            _("Write allow-scripts and allow-same-origin into sandbox."),
        )


def _allows_script(sources: list[str], needs: Needs) -> bool:
    if needs.nonce and f"'nonce-{needs.nonce}'" in sources:
        return True
    # With it browsers pass over hosts.
    is_strict = "'strict-dynamic'" in sources
    return not is_strict and _allows(sources, needs.script, page=needs.page)


def _parse(text: str) -> dict[str, list[str]]:
    """Return a policy's values by directive; the first of two with one name counts."""
    policy: dict[str, list[str]] = {}
    for directive in text.split(";"):
        name, *values = directive.split() or [""]
        policy.setdefault(name.lower(), values)
    return policy


def _find_sources(policy: dict[str, list[str]], *names: str) -> list[str] | None:
    return next((policy[name] for name in names if name in policy), None)


def _allows(sources: Sequence[str], url: str, *, page: str) -> bool:
    """Return whether one of the sources covers an address, whatever its port and path."""
    parts = urlsplit(url)
    is_own = parts.netloc == urlsplit(page).netloc
    return any(
        source in ("*", f"{parts.scheme}:")
        or (source == "'self'" and is_own)
        or _covers(source, parts.hostname or "")
        for source in map(str.lower, sources)
    )


def _covers(source: str, host: str) -> bool:
    named = source.rpartition("://")[2].partition("/")[0].partition(":")[0]
    return named in ("*", host) or (named.startswith("*.") and host.endswith(named[1:]))
