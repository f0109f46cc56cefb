"""Checks for settings that hide the sources of entries, because browsers then send no referrer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings as django_settings
from django.core.checks import CheckMessage
from django.core.checks import Warning as Caution

from sharekit.checks.values import read
from sharekit.conf import SharekitSettings
from sharekit.origins import is_domain


def check_referrers(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> Iterator[CheckMessage]:
    """Check for a policy under which a page cannot recognise links from its own site."""
    if _get_policy() == "no-referrer":
        yield Caution(
            "SECURE_REFERRER_POLICY is 'no-referrer', so every page view looks like a new visit.",
            hint="Use 'same-origin' or 'strict-origin-when-cross-origin'.",
            id="sharekit.W002",
        )


def check_sister_hosts(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> Iterator[CheckMessage]:
    """Check for a policy under which readers from the site's other hosts have no referrer."""
    origins, own_hosts = read(SharekitSettings.origins), read(SharekitSettings.own_hosts)
    sisters = {*map(_get_host, origins), *own_hosts} - {_get_host(read(SharekitSettings.site_url))}
    is_sent = "django.middleware.security.SecurityMiddleware" in django_settings.MIDDLEWARE
    if sisters and is_sent and _get_policy() == "same-origin":
        names = ", ".join(sorted(sisters))
        yield Caution(
            "SECURE_REFERRER_POLICY is 'same-origin', Django's default. Links from your other "
            f"hosts ({names}) then send no referrer if these hosts have the same policy, and their "
            "readers are counted as direct visits or visits without a referrer.",
            hint="Set SECURE_REFERRER_POLICY = 'strict-origin-when-cross-origin' on all your "
            "hosts.",
            id="sharekit.W005",
        )


def check_scheme(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> Iterator[CheckMessage]:
    """Check for a site without HTTPS: secure pages send it no referrer."""
    named = {"SITE_URL": [read(SharekitSettings.site_url)]}
    named["SITES"] = list(read(SharekitSettings.sites).values())
    for name, urls in named.items():
        if any(url.startswith("http://") and _is_public(_get_host(url)) for url in urls):
            yield Caution(
                f"An origin in SHAREKIT[{name!r}] begins with http://. Pages with HTTPS send no "
                "referrer to such a site, so most visits have no source.",
                hint=f"Serve the site over HTTPS, and use https:// in {name}.",
                id="sharekit.W006",
            )


def check_deployed_scheme(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> Iterator[CheckMessage]:
    """Check for a site in production whose settings do not mention HTTPS."""
    signs = ("SECURE_SSL_REDIRECT", "SECURE_PROXY_SSL_HEADER", "SECURE_HSTS_SECONDS")
    is_named = any(getattr(django_settings, name) for name in signs)
    is_named |= bool(read(SharekitSettings.site_url) or read(SharekitSettings.sites))
    if not is_named:
        yield Caution(
            "Your settings do not show that the site is served over HTTPS. Shared links may begin "
            "with http://, and pages with HTTPS send no referrer to such a site.",
            hint="Set SHAREKIT = {'SITE_URL': 'https://your.site'}, and SECURE_SSL_REDIRECT or, "
            "behind a proxy that terminates TLS, SECURE_PROXY_SSL_HEADER.",
            id="sharekit.W007",
        )


def _get_policy() -> str:
    """Return the Referrer-Policy that browsers apply: the last one."""
    policy = getattr(django_settings, "SECURE_REFERRER_POLICY", None) or ""
    policies = policy.split(",") if isinstance(policy, str) else list(policy)
    return str(policies[-1]).strip() if policies else ""


def _get_host(origin: str) -> str:
    return urlsplit(origin).hostname or ""


def _is_public(host: str) -> bool:
    """Return whether a host is not one of a developer's machine or local network."""
    try:
        return ip_address(host).is_global
    except ValueError:
        return is_domain(host)
