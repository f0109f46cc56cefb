"""The doctor's check of Wagtail: hosts of its sites that Django does not serve."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.http.request import validate_host
from django.utils.translation import gettext as _
from wagtail.models import Site

from sharekit.extensions import Finding


def examine() -> Iterator[Finding]:
    """Compare the hosts of Wagtail's sites, to which shared links lead, with ALLOWED_HOSTS."""
    # Django's own rule for an empty list, in DEBUG only.
    allowed = settings.ALLOWED_HOSTS or (".localhost", "127.0.0.1", "[::1]")
    hosts = Site.objects.values_list("hostname", flat=True)
    wrong = [host for host in hosts if not validate_host(host, allowed)]
    for host in wrong:
        yield Finding(
            "problem",
            _("Shared links of Wagtail pages lead to %(host)s, which is not in ALLOWED_HOSTS.")
            % {"host": host},
            _("Correct the host in Wagtail (Settings, Sites), or add it to ALLOWED_HOSTS."),
        )
    if not wrong:
        yield Finding("ok", _("ALLOWED_HOSTS has the hosts of Wagtail's sites."))
