"""What makes the sources of entries vanish: browsers then do not say where a reader comes from."""

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


def check_referrers(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> Iterator[CheckMessage]:
    """Find a policy under which a page cannot tell its own site's links from others."""
    if _find_policy() == "no-referrer":
        yield Caution(
            "SECURE_REFERRER_POLICY is 'no-referrer': every reading looks like a visit from "
            "outside.",
            hint="Use 'same-origin' or 'strict-origin-when-cross-origin'.",
            id="sharekit.W002",
        )


def check_sister_hosts(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> Iterator[CheckMessage]:
    """Find a policy under which readers of the site's other hosts seem to come from nowhere."""
    hosts = {*map(_find_host, read("ORIGINS")), *read("OWN_HOSTS")}
    sisters = hosts - {_find_host(read("SITE_URL"))}
    is_sent = "django.middleware.security.SecurityMiddleware" in django_settings.MIDDLEWARE
    if sisters and is_sent and _find_policy() == "same-origin":
        names = ", ".join(sorted(sisters))
        yield Caution(
            "SECURE_REFERRER_POLICY is 'same-origin', Django's default: a reader who follows a "
            f"link from another host of yours ({names}) that sends it, too, brings no referrer and "
            "is counted as a direct or private visit from outside.",
            hint="Set SECURE_REFERRER_POLICY = 'strict-origin-when-cross-origin' on all your "
            "hosts.",
            id="sharekit.W005",
        )


def check_scheme(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> Iterator[CheckMessage]:
    """Find a site without HTTPS: browsers keep from it where readers of secure pages come from."""
    url = read("SITE_URL")
    if url.startswith("http://") and _is_public(_find_host(url)):
        yield Caution(
            "SHAREKIT['SITE_URL'] begins with http://: a link from a page with HTTPS brings no "
            "referrer to it, so most visits look direct or private.",
            hint="Serve the site by HTTPS, and write https:// in SITE_URL.",
            id="sharekit.W006",
        )


def check_deployed_scheme(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> Iterator[CheckMessage]:
    """Find settings of a site in production in which nothing speaks of HTTPS."""
    signs = ("SECURE_SSL_REDIRECT", "SECURE_PROXY_SSL_HEADER", "SECURE_HSTS_SECONDS")
    if not read("SITE_URL") and not any(getattr(django_settings, name) for name in signs):
        yield Caution(
            "Nothing in your settings tells that the site is served by HTTPS: shared links may "
            "begin with http://, and a link from a secure page brings no referrer to such a site.",
            hint="Set SHAREKIT = {'SITE_URL': 'https://your.site'}, and SECURE_SSL_REDIRECT or, "
            "behind a proxy that ends TLS, SECURE_PROXY_SSL_HEADER.",
            id="sharekit.W007",
        )


def _find_policy() -> str:
    """Return the Referrer-Policy that a browser takes: the last one named."""
    policy = getattr(django_settings, "SECURE_REFERRER_POLICY", None) or ""
    policies = policy.split(",") if isinstance(policy, str) else list(policy)
    return str(policies[-1]).strip() if policies else ""


def _find_host(origin: str) -> str:
    return urlsplit(origin).hostname or ""


def _is_public(host: str) -> bool:
    """Tell whether a host is none of a developer's or an office's own."""
    try:
        return ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith((".localhost", ".local", ".test", ".internal"))
