"""The doctor's check of Wagtail: hosts of its sites that shared links must not lead to."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings as django_settings
from django.db.models import Q
from django.http.request import validate_host
from django.utils.translation import gettext as _
from wagtail.models import Site

from sharekit.conf import settings
from sharekit.extensions import Finding
from sharekit.sites import find_own_origin


def examine() -> Iterator[Finding]:
    """Compare the hosts of Wagtail's sites, to which shared links lead, with the settings."""
    if settings.site_url:
        yield _check_site_url(settings.site_url)
        return
    hosts = Site.objects.values_list("hostname", flat=True)
    findings = [finding for host in hosts for finding in _check(host)]
    yield from findings
    if not findings:
        yield Finding("ok", _("ALLOWED_HOSTS has the hosts of Wagtail's sites."))


def _check_site_url(url: str) -> Finding:
    """Check that Wagtail serves only one site, to which all shared links lead."""
    # Each new project has a site at localhost; as the default site it serves every other host.
    unused = Q(hostname="localhost", is_default_site=False)
    sites = Site.objects.exclude(unused).order_by("hostname")
    if sites.values("root_page").distinct().order_by().count() < 2:
        sentence = _("Shared links of Wagtail pages lead to %(url)s (SITE_URL).")
        return Finding("ok", sentence % {"url": url})
    names = ", ".join(dict.fromkeys(site.hostname for site in sites))
    sentence = _(
        "Wagtail serves several sites (%(names)s), but all their links lead to %(url)s (SITE_URL)."
    )
    step = _("Name them in SITES instead: %(names)s.") % {"names": names}
    if any(site.hostname == "localhost" for site in sites):
        step = _(
            "Correct the host localhost in Wagtail (Settings, Sites), and name all hosts in SITES "
            "instead."
        )
    return Finding("problem", sentence % {"names": names, "url": url}, step)


def _check(host: str) -> Iterator[Finding]:
    # Django's own rule for an empty list, in DEBUG only.
    allowed = django_settings.ALLOWED_HOSTS or (".localhost", "127.0.0.1", "[::1]")
    if settings.sites:
        if not find_own_origin(host):
            yield Finding(
                "problem",
                _("Wagtail pages at %(host)s have no share buttons, because SITES lacks the host.")
                % {"host": host},
                _("Correct the host in Wagtail (Settings, Sites), or add it to SITES."),
            )
    elif not validate_host(host, allowed):
        yield Finding(
            "problem",
            _("Shared links of Wagtail pages lead to %(host)s, which is not in ALLOWED_HOSTS.")
            % {"host": host},
            _("Correct the host in Wagtail (Settings, Sites), or add it to ALLOWED_HOSTS."),
        )
    elif host == "localhost":
        yield Finding(
            "hint" if django_settings.DEBUG else "problem",
            _("Shared links of Wagtail pages lead to localhost, the host of its Site record."),
            _("Set SITE_URL, or correct the host in Wagtail (Settings, Sites)."),
        )
