"""System checks of bots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from typing import Any, Final

from django.apps import AppConfig
from django.conf import settings as django_settings
from django.core.checks import CheckMessage, Error
from django.core.checks import Warning as Caution
from django.urls import NoReverseMatch, reverse

from sharekit.checks.values import check_values, read
from sharekit.conf import SharekitSettings
from sharekit.contrib.bots.conf import Options, options
from sharekit.contrib.bots.platforms import registry
from sharekit.contrib.bots.rules.reading.fold import fold
from sharekit.nearest import suggest

_ID: Final = "sharekit_bots"


def check_options(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> Iterator[CheckMessage]:
    """Check for unknown keys and invalid values in BOTS."""
    yield from check_values(options.given, Options.get_declared(), place="SHAREKIT['BOTS']")


def check_stop_words(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> Iterator[CheckMessage]:
    """Check that each word that stops a bot has a letter."""
    given = options.given.get(Options.stop_words.name, {})
    words = given if Options.stop_words.accepts(given) else {}
    for language, listed in words.items():
        for word in listed:
            if not fold(word, language):
                yield Caution(
                    f"SHAREKIT['BOTS']['STOP_WORDS'] has {word!r}, which nobody can write: it has "
                    "no letter.",
                    hint="Remove it.",
                    id=f"{_ID}.W001",
                )


def check_accounts(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> Iterator[CheckMessage]:
    """Check that each account has a platform, and the keys that the platform needs."""
    accounts = _read_accounts()
    for slug, given in accounts.items():
        try:
            platform = registry.get(given["platform"])
        except ValueError as error:
            yield Error(
                f"The account {slug!r} in SHAREKIT['BOTS'] is not valid: {error}", id=f"{_ID}.E001"
            )
            continue
        if missing := registry.find_missing(platform, given):
            yield Error(
                f"The account {slug!r} in SHAREKIT['BOTS'] lacks {', '.join(missing)}.",
                hint=f"docs/bots-platforms.md says where {platform.slug} shows them.",
                id=f"{_ID}.E002",
            )
        declared = {"platform", *platform.Options.get_declared()}
        if unknown := sorted(given.keys() - declared):
            yield Caution(
                f"The account {slug!r} in SHAREKIT['BOTS'] has unknown keys: {', '.join(unknown)}.",
                hint=" ".join(suggest(name, declared) for name in unknown),
                id=f"{_ID}.W002",
            )
    if accounts and find_spec("urllib3") is None:
        yield Error(
            "Bots cannot send, because urllib3 is not installed.",
            hint='Run: pip install "django-sharekit[bots]"',
            id=f"{_ID}.E003",
        )


def check_door(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> Iterator[CheckMessage]:
    """Check that platforms can call the site."""
    if not _read_accounts():
        return
    origin = read(SharekitSettings.site_url)
    if not origin:
        yield Caution(
            "SHAREKIT['SITE_URL'] is not set, so platforms have no address to call.",
            hint="Set SHAREKIT = {'SITE_URL': 'https://your.site'}.",
            id=f"{_ID}.W003",
        )
    elif not django_settings.DEBUG and not origin.startswith("https://"):
        yield Caution(
            "SHAREKIT['SITE_URL'] does not begin with https, so no platform calls the site.",
            hint="Serve the site over HTTPS.",
            id=f"{_ID}.W004",
        )
    try:
        reverse("sharekit_bots:door", args=["telegram"])
    except NoReverseMatch:
        yield Error(
            "The addresses of bots are missing, so no question arrives.",
            hint='Add path("bots/", include("sharekit.contrib.bots.urls")) to the root URLconf.',
            id=f"{_ID}.E004",
        )


def check_key(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> Iterator[CheckMessage]:
    """Check that hashes have a key: without it nothing can be stored once."""
    if _read_accounts() and not read(SharekitSettings.hash_key):
        yield Error(
            "SHAREKIT['HASH_KEY'] is not set, so no question can be stored.",
            hint="Set it to a secret of 32 characters or more, and never change it: with another "
            "key, customers who stopped a bot would get messages again.",
            id=f"{_ID}.E005",
        )


def _read_accounts() -> dict[str, dict[str, Any]]:
    given = options.given.get(Options.accounts.name, {})
    return given if Options.accounts.accepts(given) else {}


CHECKS: Final = (check_options, check_stop_words, check_accounts, check_door, check_key)
