"""What hides from us who sends: proxies that SHAREKIT does not name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.apps import AppConfig
from django.conf import settings as django_settings
from django.core.checks import CheckMessage, Info
from django.core.checks import Warning as Caution

from sharekit.checks.values import read

_SIGNS: Final = ("SECURE_PROXY_SSL_HEADER", "USE_X_FORWARDED_HOST", "USE_X_FORWARDED_PORT")
"""Settings of Django that only a site behind a proxy has."""


def check_proxies(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> Iterator[CheckMessage]:
    """Find a proxy that is taken for all readers."""
    sign = _find_sign()
    if sign and not read("TRUSTED_PROXIES"):
        yield Caution(
            f"{sign} speaks of a proxy, but TRUSTED_PROXIES is 0: all readers may look like one, "
            "and no rate limit holds where the proxy's address is private or loopback.",
            hint="Set SHAREKIT = {'TRUSTED_PROXIES': 1} if it appends to X-Forwarded-For.",
            id="sharekit.W009",
        )


def check_deployed_limits(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> Iterator[CheckMessage]:
    """Say who is not limited, where it cannot be known whether there is a proxy."""
    if not read("TRUSTED_PROXIES") and not _find_sign():
        yield Info(
            "Senders without an address, or with a private or loopback one, are not limited. "
            "TRUSTED_PROXIES is 0: behind a proxy on this machine or in its network nobody is.",
            hint="Set SHAREKIT = {'TRUSTED_PROXIES': 1} if a proxy appends to X-Forwarded-For.",
            id="sharekit.I001",
        )


def _find_sign() -> str:
    return next((name for name in _SIGNS if getattr(django_settings, name)), "")
