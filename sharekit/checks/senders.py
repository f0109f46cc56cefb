"""Checks for proxies that SHAREKIT does not name and that hide the senders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.apps import AppConfig
from django.conf import settings as django_settings
from django.core.checks import CheckMessage, Info
from django.core.checks import Warning as Caution

from sharekit.checks.values import read
from sharekit.conf import SharekitSettings

_SIGNS: Final = ("SECURE_PROXY_SSL_HEADER", "USE_X_FORWARDED_HOST", "USE_X_FORWARDED_PORT")
"""Django settings that only sites behind a proxy use."""


def check_proxies(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> Iterator[CheckMessage]:
    """Check for a proxy that would be taken for all readers."""
    sign = _find_sign()
    if sign and not read(SharekitSettings.trusted_proxies):
        yield Caution(
            f"{sign} suggests a proxy, but TRUSTED_PROXIES is 0. All readers may look like one, "
            "and if the proxy's address is private or loopback, no rate limit applies.",
            hint="Set SHAREKIT = {'TRUSTED_PROXIES': 1} if the proxy appends to X-Forwarded-For.",
            id="sharekit.W009",
        )


def check_deployed_limits(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> Iterator[CheckMessage]:
    """Explain which senders have no rate limit if a proxy cannot be ruled out."""
    if not read(SharekitSettings.trusted_proxies) and not _find_sign():
        yield Info(
            "Senders without an address, or with a private or loopback address, have no "
            "rate limit. TRUSTED_PROXIES is 0, so behind a proxy on this machine or in its "
            "network no sender has one.",
            hint="Set SHAREKIT = {'TRUSTED_PROXIES': 1} if a proxy appends to X-Forwarded-For.",
            id="sharekit.I001",
        )


def _find_sign() -> str:
    return next((name for name in _SIGNS if getattr(django_settings, name)), "")
