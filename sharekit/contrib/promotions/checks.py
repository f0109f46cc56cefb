"""System checks of promotions, each with the line that fixes the problem.

Conversions check for HASH_KEY and GOALS, which promotions need, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.apps import AppConfig
from django.core.checks import CheckMessage
from django.core.checks import Warning as Caution
from django.db import Error as DatabaseError

from sharekit.checks.values import check_values
from sharekit.conf import settings
from sharekit.contrib.promotions.conf import Options, options
from sharekit.contrib.promotions.doctor import examine_promotions
from sharekit.contrib.promotions.pages.checks import check_pages
from sharekit.contrib.promotions.settle.functions import find_function


def check_options(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> Iterator[CheckMessage]:
    """Check for unknown keys and invalid values in PROMOTIONS."""
    declared = Options.get_declared()
    yield from check_values(options.given, declared, place="SHAREKIT['PROMOTIONS']")


def check_functions(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> Iterator[CheckMessage]:
    """Check for the functions that create rewards and take them back."""
    if not options.issue:
        yield Caution(
            "SHAREKIT['PROMOTIONS'] has no ISSUE, so no promotion can start.",
            hint="Write a function that creates a voucher for a reward and returns its code, and "
            "set 'PROMOTIONS': {'ISSUE': 'shop.rewards.issue'}.",
            id="sharekit_promotions.W001",
        )
    if find_function("issue") and not options.withdraw:
        yield Caution(
            "SHAREKIT['PROMOTIONS'] has no WITHDRAW, so a reward stays when the order is refunded.",
            hint="Write a function that takes a reward back and returns whether it could, and set "
            "'PROMOTIONS': {'WITHDRAW': 'shop.rewards.withdraw'}.",
            id="sharekit_promotions.W002",
        )


def check_address(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> Iterator[CheckMessage]:
    """Check for the origin of links in letters and on posters."""
    if not (settings.site_url or settings.sites):
        yield Caution(
            "SHAREKIT['SITE_URL'] is not set, so links of advocates begin with the Host header of "
            "the request, and letters have none.",
            hint="Set SHAREKIT = {'SITE_URL': 'https://your.site'}, or SITES if the project "
            "serves several sites.",
            id="sharekit_promotions.W003",
        )


def check_promotions(
    app_configs: Sequence[AppConfig] | None,
    databases: Sequence[str] | None = None,
    **kwargs: Any,
) -> Iterator[CheckMessage]:
    """Check promotions that run: `manage.py check --database default`."""
    try:
        findings = list(examine_promotions()) if databases else []
    except DatabaseError:
        # Before the first migration.
        return
    for finding in findings:
        yield Caution(finding.sentence, hint=finding.step, id="sharekit_promotions.W004")


CHECKS: Final = (check_options, check_functions, check_address, check_pages)
DATABASE_CHECKS: Final = (check_promotions,)
"""Checks that read the database."""
