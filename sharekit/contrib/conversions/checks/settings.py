"""System checks: without a key and a goal nothing can be recorded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings as django_settings
from django.core.checks import CheckMessage, Error
from django.core.checks import Warning as Caution
from django.db import DEFAULT_DB_ALIAS, connections, router

from sharekit.checks.values import read
from sharekit.conf import SharekitSettings
from sharekit.contrib.conversions.conf import ConversionSettings
from sharekit.contrib.conversions.models import Conversion


def check_key(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> Iterator[CheckMessage]:
    """Check that hashes have a key of their own."""
    key = read(SharekitSettings.hash_key)
    if not key:
        yield Error(
            "SHAREKIT['HASH_KEY'] is not set, so no conversion can be recorded.",
            hint="Set it to a secret of 32 characters or more, and never change it: with another "
            "key, orders that come again count again.",
            id="sharekit_conversions.E001",
        )
    elif key in {django_settings.SECRET_KEY, *django_settings.SECRET_KEY_FALLBACKS}:
        yield Caution(
            "SHAREKIT['HASH_KEY'] is the site's SECRET_KEY.",
            hint="Copy its value instead of referring to it, because SECRET_KEY may change and "
            "HASH_KEY must not.",
            id="sharekit_conversions.W001",
        )


def check_goals(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> Iterator[CheckMessage]:
    """Check that something counts as a conversion."""
    if not read(ConversionSettings.goals):
        yield Caution(
            "SHAREKIT['GOALS'] is empty, so no conversion can be recorded.",
            hint='Name what counts, such as {"order": "Orders"}.',
            id="sharekit_conversions.W002",
        )


def check_database(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> Iterator[CheckMessage]:
    """Check whether orders and conversions may be in different databases."""
    alias = router.db_for_write(Conversion)
    if alias != DEFAULT_DB_ALIAS:
        yield Caution(
            f"Conversions are written to the database {alias!r}. If orders are in another one, a "
            "conversion is written after the commit of its order, and lost if the process ends in "
            "between.",
            hint="Let the router put sharekit and the orders into one database; or silence this "
            "check if they are in one.",
            id="sharekit_conversions.W003",
        )


def check_transactions(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> Iterator[CheckMessage]:
    """Check that SQLite lets the transaction of an order wait for another one.

    By default a transaction begins by reading, and SQLite fails it at once if it writes after
    another one has written.
    """
    connection = connections[router.db_for_write(Conversion)]
    mode = str(connection.settings_dict["OPTIONS"].get("transaction_mode") or "")
    if connection.vendor == "sqlite" and mode.upper() not in {"IMMEDIATE", "EXCLUSIVE"}:
        yield Caution(
            "An order may fail with 'database is locked', because transactions of SQLite begin by "
            "reading.",
            hint=f"Set DATABASES[{connection.alias!r}]['OPTIONS'] = {{'transaction_mode': "
            "'IMMEDIATE', 'init_command': 'PRAGMA journal_mode=WAL'}, or use PostgreSQL.",
            id="sharekit_conversions.W004",
        )


CHECKS = (check_key, check_goals, check_database, check_transactions)
