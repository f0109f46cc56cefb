"""The list of all system checks."""

from typing import Final

from sharekit.checks.senders import check_deployed_limits, check_proxies
from sharekit.checks.site import (
    check_channels,
    check_database,
    check_drafts,
    check_hosts,
    check_keeping,
    check_metrics,
    check_names,
    check_qr,
    check_tenants,
    check_urls,
)
from sharekit.checks.sources import (
    check_deployed_scheme,
    check_referrers,
    check_scheme,
    check_sister_hosts,
)
from sharekit.checks.values import check_options, check_settings

CHECKS: Final = (
    check_settings,
    check_options,
    check_channels,
    check_urls,
    check_hosts,
    check_names,
    check_drafts,
    check_database,
    check_tenants,
    check_referrers,
    check_metrics,
    check_qr,
    check_keeping,
    check_sister_hosts,
    check_scheme,
    check_proxies,
)
DEPLOY_CHECKS: Final = (check_deployed_scheme, check_deployed_limits)
"""Checks that matter only in production: `manage.py check --deploy`."""
