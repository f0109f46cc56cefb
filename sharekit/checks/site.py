"""What is wrong with the site around us: addresses, hosts, database, packages, keeping."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from typing import Any, Final

from django.apps import AppConfig, apps
from django.conf import settings as django_settings
from django.core.checks import CheckMessage, Error
from django.core.checks import Warning as Caution
from django.db import connections, router
from django.urls import NoReverseMatch, reverse

from sharekit.channels import find_faults
from sharekit.checks.values import read

MOST_DAYS: Final = 762
"""Days of 25 months, at most: how long data of audience measurement should be kept.

CNIL, "Cookies : solutions pour les outils de mesure d'audience", 4 July 2025,
https://www.cnil.fr/fr/node/167364
"""


def check_urls(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> Iterator[CheckMessage]:
    """Find that the site did not include our addresses."""
    try:
        reverse("sharekit:events")
    except NoReverseMatch:
        yield Error(
            "The address that takes events is not in your URLconf: nothing can be counted.",
            hint='Add path("sharekit/", include("sharekit.urls")) to urlpatterns, before any '
            "pattern that catches everything.",
            id="sharekit.E004",
        )


def check_channels(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> Iterator[CheckMessage]:
    """Find channels of the site's own that are left out, since something is wrong with them."""
    for slug, fault in find_faults():
        yield Error(
            f"SHAREKIT['OWN_CHANNELS'][{slug!r}] is left out. {fault}",
            hint="docs/channels.md says what a channel needs.",
            id="sharekit.E007",
        )


def check_hosts(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> Iterator[CheckMessage]:
    """Find that a Host header would be shared: one in a cached page poisons every button.

    ALLOWED_HOSTS is no guard: it takes every port, and often localhost.
    """
    if not django_settings.DEBUG and not read("SITE_URL"):
        yield Caution(
            "SHAREKIT['SITE_URL'] is not set: shared links take the host of whoever asks for the "
            "page first, so a forged Host header in a cached page ends up in every one of them.",
            hint="Set SHAREKIT = {'SITE_URL': 'https://your.site'}. Where one site serves several "
            "domains, add 'sharekit.W001' to SILENCED_SYSTEM_CHECKS.",
            id="sharekit.W001",
        )


def check_database(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> Iterator[CheckMessage]:
    """Find a database that we do not support, or tables spread over several databases."""
    aliases = {router.db_for_write(model) for model in apps.get_app_config("sharekit").get_models()}
    if len(aliases) > 1:
        yield Error(
            f"Your database routers spread sharekit's tables over {', '.join(sorted(aliases))}.",
            hint="Route the app 'sharekit' to one database: events are counted in one transaction.",
            id="sharekit.E005",
        )
    for alias in sorted(aliases):
        connection = connections[alias]
        is_old = connection.vendor == "sqlite" and connection.get_database_version() < (3, 35)
        if connection.vendor not in {"sqlite", "postgresql"} or is_old:
            yield Error(
                f"sharekit does not support this {connection.display_name} ({alias!r}).",
                hint="Use SQLite 3.35 or later, or PostgreSQL, or route the app 'sharekit' to "
                "such a database.",
                id="sharekit.E006",
            )


def check_keeping(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> Iterator[CheckMessage]:
    """Find rows that are kept longer than a data-protection authority recommends."""
    days = read("KEEP_DAYS")
    if days > MOST_DAYS:
        yield Caution(
            f"SHAREKIT['KEEP_DAYS'] is {days}: links and visits would be kept for more than the 25 "
            "months that France's CNIL recommends at most where audiences are measured without "
            "consent.",
            hint=f"Set KEEP_DAYS to {MOST_DAYS} or less; the counts stay for ever.",
            id="sharekit.W004",
        )


def check_qr(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> Iterator[CheckMessage]:
    """Find a button for QR codes that nothing draws."""
    if "qr" in read("CHANNELS") and find_spec("segno") is None:
        yield Caution(
            "SHAREKIT['CHANNELS'] names 'qr', but segno is not installed: the button is left out.",
            hint="Run pip install 'django-sharekit[qr]', or remove 'qr'.",
            id="sharekit.W008",
        )


def check_metrics(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> Iterator[CheckMessage]:
    """Find a token for metrics that nothing writes."""
    if read("METRICS_TOKEN") and find_spec("prometheus_client") is None:
        yield Caution(
            "SHAREKIT['METRICS_TOKEN'] is set, but prometheus-client is not installed: the address "
            "of the metrics answers 404.",
            hint="Run pip install 'django-sharekit[metrics]', or remove the token.",
            id="sharekit.W003",
        )
