"""The site's accounts, as ACCOUNTS in its settings names them."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

from sharekit.conf import settings
from sharekit.contrib.bots.conf import options
from sharekit.contrib.bots.platforms import registry
from sharekit.contrib.bots.platforms.protocol import Account, Platform


def list_accounts(platform: str = "") -> list[Account]:
    """Return the accounts, or those of a platform, in the order of the settings."""
    return [
        Account(
            slug,
            platform=given["platform"],
            given={name: value for name, value in given.items() if name != "platform"},
            webhook=get_webhook(given["platform"]),
        )
        for slug, given in options.accounts.items()
        if not platform or given["platform"] == platform
    ]


def find_account(slug: str) -> tuple[Account, Platform] | None:
    """Return an account with its platform, None if the settings lack either."""
    for account in list_accounts():
        if account.slug == slug and (platform := find_platform(account.platform)):
            return account, platform
    return None


def find_platform(name: str) -> Platform | None:
    """Return a platform, None for an unknown one, which a check reports."""
    try:
        return registry.get(name)
    except ValueError:
        return None


def get_webhook(platform: str) -> str:
    """Return the public address of a platform's door, "" without SITE_URL or the URLs.

    Never the Host header: behind a proxy it is not the address that the platform has signed.
    """
    try:
        path = reverse("sharekit_bots:door", args=[platform])
    except NoReverseMatch:
        return ""
    return f"{settings.site_url.rstrip('/')}{path}" if settings.site_url else ""
