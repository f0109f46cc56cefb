"""The doctor's checks of a site: settings, tables, files, addresses, the buffer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.apps import apps
from django.conf import settings as django_settings
from django.contrib.staticfiles import finders
from django.db import Error, connections, router
from django.db.migrations.executor import MigrationExecutor
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from sharekit import buffers
from sharekit.checks.catalogue import CHECKS
from sharekit.collect.senders import limit
from sharekit.conf import settings
from sharekit.exceptions import AppFailed
from sharekit.extensions import FINDINGS, INVENTORIES, TRIALS, Finding, Level, Trial, call
from sharekit.models import Article
from sharekit.status.addresses import list_unknown_addresses
from sharekit.status.notices import list_notices

STATIC_FILES: Final = ("sharekit/sharekit.js", "sharekit/copy.js", "sharekit/sharekit.css")


def check_settings() -> Iterator[Finding]:
    """Run sharekit's system checks; warnings and silenced messages are hints."""
    found = [message for check in CHECKS for message in check(None)]
    for message in found:
        is_problem = message.is_serious() and not message.is_silenced()
        level: Level = "problem" if is_problem else "hint"
        yield Finding(level, f"{message.msg} ({message.id})", message.hint or "")
    if not found:
        address = reverse("sharekit:events")
        yield Finding("ok", _("The settings are valid. Events go to %(url)s.") % {"url": address})


def check_tables() -> Iterator[Finding]:
    """Check that the database answers and has all migrations of sharekit and optional apps."""
    connection = connections[router.db_for_write(Article)]
    try:
        executor = MigrationExecutor(connection)
        labels = {"sharekit"}.union(*(inventory.labels for inventory in INVENTORIES.values()))
        newest = [node for node in executor.loader.graph.leaf_nodes() if node[0] in labels]
        missing = [str(migration) for migration, _back in executor.migration_plan(newest)]
    except Error as error:
        yield Finding(
            "problem",
            _("The database does not answer: %(error)s") % {"error": str(error).partition("\n")[0]},
            _("Start the database, or correct DATABASES in the settings."),
        )
        return
    if missing:
        yield Finding(
            "problem",
            _("These migrations are not applied: %(names)s.") % {"names": ", ".join(missing)},
            _("Run manage.py migrate."),
        )
    else:
        yield Finding("ok", _("All tables exist."))


def check_static_files() -> Iterator[Finding]:
    """Check for the files that pages load, where the site serves them."""
    if not apps.is_installed("django.contrib.staticfiles"):
        yield Finding(
            "hint",
            _("django.contrib.staticfiles is not installed."),
            _("Serve the folder sharekit/static/ of this package below STATIC_URL."),
        )
        return
    missing = [name for name in STATIC_FILES if finders.find(name) is None]
    if missing:
        yield Finding(
            "problem",
            _("These static files are missing: %(names)s.") % {"names": ", ".join(missing)},
            _("Add AppDirectoriesFinder to STATICFILES_FINDERS, or reinstall the package."),
        )
        return
    collect_files = _("Run manage.py collectstatic.")
    try:
        address = static(STATIC_FILES[0])
    except ValueError as error:
        yield Finding("problem", str(error), collect_files)
        return
    yield Finding("ok", _("The address of the script is %(url)s.") % {"url": address})
    root = Path(django_settings.STATIC_ROOT or "")
    if django_settings.STATIC_ROOT and root.is_dir() and not (root / STATIC_FILES[0]).exists():
        yield Finding(
            "hint", _("The script is not in %(folder)s.") % {"folder": root}, collect_files
        )


def check_senders() -> Iterator[Finding]:
    """Show the rate limits, and hint at proxies that the settings do not name."""
    rates = {
        "network": settings.rate_limit_network or _("any number"),
        "reader": settings.rate_limit_reader or _("any number"),
        "rows": settings.rate_limit_rows or _("any number"),
    }
    sentence = _(
        "Rate limits for events: %(reader)s for each reader, %(network)s for each network, which "
        "may add %(rows)s rows to the database. "
        "Senders without an address, or with a private or loopback address, have no limit."
    )
    is_open = not settings.rate_limit_network or not settings.rate_limit_rows
    yield Finding(
        "hint" if is_open else "ok",
        sentence % rates,
        _(
            "Remove RATE_LIMIT_NETWORK and RATE_LIMIT_ROWS from SHAREKIT. Their defaults slow "
            "down forgers, and keep them from filling the disk."
        ),
    )
    if fault := limit.get_fault():
        yield Finding(
            "problem",
            _("Events are not limited, since RATE_LIMIT_STORE does not count: %(error)s")
            % {"error": fault},
            _("Start that Redis, or give its right address."),
        )
    for notice in list_notices():
        yield Finding("hint", notice.sentence, notice.step)


def check_readers() -> Iterator[Finding]:
    """Hint at readers whose address is unknown, as shown by their latest visits."""
    for hint in list_unknown_addresses():
        yield Finding("hint", hint.sentence, hint.step)


def check_buffer() -> Iterator[Finding]:
    """Check the buffer's server; hint at risks to events in its configuration."""
    faults = buffers.get().status().faults
    for fault in faults:
        yield Finding(
            "problem", fault, _("Start the buffer's server, or fix the connection to it.")
        )
    if faults:
        return
    for advice in buffers.get().check():
        yield Finding("hint", advice.sentence, advice.step)


def check_only(name: str, trial: Trial) -> Iterator[Finding]:
    """Check an optional app if all tables exist, otherwise say which are missing."""
    missing = [finding for finding in check_tables() if finding.level == "problem"]
    yield from missing or check_optional_app(name, trial)


def check_optional_apps(trial: Trial) -> Iterator[Finding]:
    """Check and try all optional apps."""
    for name in FINDINGS:
        yield from check_optional_app(name, trial)


def check_optional_app(name: str, trial: Trial) -> Iterator[Finding]:
    """Check an optional app and try it; if either fails, that is a problem, too."""
    try:
        with call(name):
            yield from FINDINGS[name]()
            if name in TRIALS:
                yield from TRIALS[name](trial)
    except AppFailed as failed:
        yield Finding(
            "problem",
            _("The optional app %(name)s could not be examined: %(error)s")
            % {"name": name, "error": failed},
            _("The log named sharekit has the traceback."),
        )
