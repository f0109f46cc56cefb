"""What a page's Content Security Policy stops of sharekit: https://www.w3.org/TR/CSP3/."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from urllib.parse import SplitResult, urlsplit

import msgspec
from django.utils.translation import gettext as _

_TYPES: Final = "require-trusted-types-for"
_PORTS: Final = {"http": 80, "https": 443}
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
    parsed = [_parse(text) for text in ",".join(policies).split(",")]
    # Trusted Types are asked for by any of the policies, and named by each.
    is_typed = any("'script'" in policy.get(_TYPES, ()) for policy in parsed)
    for policy in parsed:
        yield from _find_stops(policy, needs, is_typed=is_typed)


def stops_script(value: str) -> bool:
    """Return whether an Integrity-Policy stops scripts without a hash, as the page's script is.

    https://w3c.github.io/webappsec-subresource-integrity/#integrity-policy-section
    """
    blocked = re.search(r"(?:^|,)\s*blocked-destinations\s*=\s*\(([^)]*)\)", value)
    return blocked is not None and "script" in blocked[1].split()


def _find_stops(
    policy: dict[str, list[str]], needs: Needs, *, is_typed: bool
) -> Iterator[tuple[str, str]]:
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
    if is_typed and not {"sharekit", "*"} & set(names):
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
    """Return whether one of the sources covers an address, whatever its path."""
    there, here = urlsplit(url), urlsplit(page)
    return any(_covers(source, there, here) for source in map(str.lower, sources))


def _covers(source: str, there: SplitResult, here: SplitResult) -> bool:
    if source == "*":
        return True
    if source == "'self'":
        return (
            here.hostname == there.hostname
            and _leads(here.scheme, there.scheme)
            and _opens(str(here.port or ""), there)
        )
    if source.endswith(":"):
        return _leads(source[:-1], there.scheme)
    scheme, _, rest = source.rpartition("://")
    host, _, port = rest.partition("/")[0].partition(":")
    return (
        _leads(scheme or here.scheme, there.scheme)
        and _names(host, there.hostname or "")
        and _opens(port, there)
    )


def _leads(scheme: str, to: str) -> bool:
    """Return whether a source of one scheme covers another: http covers https, too."""
    return to == scheme or (scheme, to) == ("http", "https")


def _names(named: str, host: str) -> bool:
    return named in ("*", host) or (named.startswith("*.") and host.endswith(named[1:]))


def _opens(port: str, there: SplitResult) -> bool:
    """Return whether a source's port, "" for the scheme's own, covers that of an address."""
    usual = _PORTS.get(there.scheme)
    asked = there.port or usual
    if port in ("", "80") and asked == usual:
        return True
    return port in ("*", str(asked))
