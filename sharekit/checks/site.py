"""Checks of the site's addresses, hosts, database, packages and retention."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from typing import Any, Final

from django.apps import AppConfig, apps
from django.conf import settings as django_settings
from django.core.checks import CheckMessage, Error
from django.core.checks import Warning as Caution
from django.db import connections, router
from django.db.models import Model
from django.http.request import split_domain_port
from django.urls import NoReverseMatch, reverse

from sharekit.channels.find import get_all, get_faults
from sharekit.checks.values import read
from sharekit.conf import SharekitSettings
from sharekit.nearest import suggest
from sharekit.origins import get_host, is_domain

MOST_DAYS: Final = 762
"""The most days in 25 months, the recommended limit for audience-measurement data.

CNIL, "Cookies : solutions pour les outils de mesure d'audience", 4 July 2025,
https://www.cnil.fr/fr/node/167364
"""

_TENANT_PACKAGES: Final = frozenset({"django_tenants", "django_pgschemas", "tenant_schemas"})
"""Packages whose database backends choose a schema in each request."""


def check_urls(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> Iterator[CheckMessage]:
    """Check that the site includes sharekit's addresses."""
    try:
        reverse("sharekit:events")
    except NoReverseMatch:
        yield Error(
            "The events address is not in your URLconf, so nothing can be counted.",
            hint='Add path("sharekit/", include("sharekit.urls")) to urlpatterns, before any '
            "pattern that catches everything.",
            id="sharekit.E004",
        )


def check_channels(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> Iterator[CheckMessage]:
    """Check the channels of the bar, and the site's own ones; those with faults are left out."""
    buttons = [slug for slug, channel in get_all().items() if channel.button]
    for slug in read(SharekitSettings.channels):
        if slug not in buttons:
            yield Error(
                f"SHAREKIT['CHANNELS'] has an unknown channel: {slug!r}.",
                hint=suggest(slug, buttons),
                id="sharekit.E003",
            )
    for slug, fault in get_faults():
        yield Error(
            f"SHAREKIT['OWN_CHANNELS'][{slug!r}] is ignored. {fault}",
            hint="docs/channels.md describes valid channels.",
            id="sharekit.E007",
        )


def check_hosts(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> Iterator[CheckMessage]:
    """Check that the settings name the site, so that the Host header does not.

    ALLOWED_HOSTS does not prevent this: it accepts every port, and often localhost.
    """
    site_url, sites = read(SharekitSettings.site_url), read(SharekitSettings.sites)
    if site_url and sites:
        yield Error(
            "SHAREKIT has both SITE_URL and SITES.",
            hint="Set SITE_URL if the project is one site at any host, and SITES if its hosts "
            "belong to several.",
            id="sharekit.E011",
        )
    if not django_settings.DEBUG and not site_url and not sites:
        yield Caution(
            "SHAREKIT['SITE_URL'] is not set, so shared links use the Host header of the request. "
            "If the page is cached, all its readers share links with a forged Host header.",
            hint="Set SHAREKIT = {'SITE_URL': 'https://your.site'}, or SITES if the project serves "
            "several sites.",
            id="sharekit.W001",
        )


def check_names(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> Iterator[CheckMessage]:
    """Check for public hosts that SITES lacks: their pages would have no buttons and no script."""
    sites = read(SharekitSettings.sites)
    names = {split_domain_port(host)[0] for host in (*sites, *map(get_host, sites.values()))}
    # A pattern names no host, and the names of machines are for developers and health checks.
    missing = [
        host
        for host in django_settings.ALLOWED_HOSTS
        if is_domain(host) and not host.startswith(".") and host.lower() not in names
    ]
    if sites and missing:
        yield Caution(
            f"SHAREKIT['SITES'] lacks hosts of ALLOWED_HOSTS: {', '.join(missing)}. Pages there "
            "have no share buttons and no script.",
            hint="Add each to SITES with the origin of its site. If no articles are read there, "
            "silence this check.",
            id="sharekit.W012",
        )


def check_tenants(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> Iterator[CheckMessage]:
    """Check for a database whose tables exist once for each tenant, in schemas."""
    for alias in sorted({router.db_for_write(model) for model in _list_models()}):
        engine = str(django_settings.DATABASES.get(alias, {}).get("ENGINE", ""))
        # A site's own backend may extend theirs.
        modules = [engine, *(base.__module__ for base in type(connections[alias]).__mro__)]
        if {module.partition(".")[0] for module in modules} & _TENANT_PACKAGES:
            yield Error(
                f"The database {alias!r} has a schema for each tenant ({engine}). sharekit's own "
                "connections use only the public schema, so events would be lost or mixed.",
                hint="Use one process with a database of its own for each tenant. If all tenants "
                "may share tables, route the app 'sharekit' to a database with an ENGINE of "
                "Django, and name the tenants' hosts in SITES.",
                id="sharekit.E012",
            )


def _list_models() -> Iterable[type[Model]]:
    return apps.get_app_config("sharekit").get_models()


def check_drafts(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> Iterator[CheckMessage]:
    """Check for django CMS without the app that knows its edit mode."""
    is_known = apps.is_installed("sharekit.contrib.cms") or read(SharekitSettings.preview)
    if apps.is_installed("cms") and not is_known:
        yield Caution(
            "django CMS is installed without 'sharekit.contrib.cms', so its edit mode has share "
            "buttons, with the titles of drafts.",
            hint="Add 'sharekit.contrib.cms' to INSTALLED_APPS, or set SHAREKIT['PREVIEW'].",
            id="sharekit.W011",
        )


def check_database(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> Iterator[CheckMessage]:
    """Check for an unsupported database, and for tables in several databases."""
    aliases = {router.db_for_write(model) for model in _list_models()}
    if len(aliases) > 1:
        yield Error(
            "Your database routers put sharekit's tables into several databases: "
            f"{', '.join(sorted(aliases))}.",
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
    """Check for rows that are kept longer than a data-protection authority recommends."""
    days = read(SharekitSettings.keep_days)
    if days > MOST_DAYS:
        yield Caution(
            f"SHAREKIT['KEEP_DAYS'] is {days}, so links and visits would be kept for longer than "
            "the 25 months that France's CNIL recommends for audience measurement without "
            "consent.",
            hint=f"Set KEEP_DAYS to {MOST_DAYS} or less; counts are kept for ever.",
            id="sharekit.W004",
        )


def check_qr(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> Iterator[CheckMessage]:
    """Check for a QR code button without the package that draws codes."""
    if "qr" in read(SharekitSettings.channels) and find_spec("segno") is None:
        yield Caution(
            "SHAREKIT['CHANNELS'] names 'qr', but segno is not installed, so it is left out.",
            hint="Run pip install 'django-sharekit[qr]', or remove 'qr'.",
            id="sharekit.W008",
        )


def check_metrics(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> Iterator[CheckMessage]:
    """Check for a metrics token without the package that renders metrics."""
    if read(SharekitSettings.metrics_token) and find_spec("prometheus_client") is None:
        yield Caution(
            "SHAREKIT['METRICS_TOKEN'] is set, but prometheus-client is not installed: the address "
            "of the metrics answers 404.",
            hint="Run pip install 'django-sharekit[metrics]', or remove the token.",
            id="sharekit.W003",
        )
