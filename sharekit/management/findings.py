"""What the doctor finds by looking at a site: settings, tables, files, addresses, the buffer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

import msgspec
from django.apps import apps
from django.conf import settings as django_settings
from django.contrib.staticfiles import finders
from django.db import Error, connections, router
from django.db.migrations.executor import MigrationExecutor
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from sharekit import buffers, checks, collect, reports
from sharekit.conf import settings
from sharekit.models import Article

STATIC_FILES: Final = ("sharekit/sharekit.js", "sharekit/copy.js", "sharekit/sharekit.css")

Level = Literal["ok", "hint", "problem"]


class Finding(msgspec.Struct, frozen=True):
    """One line of the doctor's: what was found, and the step that mends it."""

    level: Level
    sentence: str
    step: str = ""


def check_settings() -> Iterator[Finding]:
    """Run our system checks; warnings, and what the site has silenced, are hints."""
    found = [message for check in checks.CHECKS for message in check(None)]
    for message in found:
        is_problem = message.is_serious() and not message.is_silenced()
        level: Level = "problem" if is_problem else "hint"
        yield Finding(level, f"{message.msg} ({message.id})", message.hint or "")
    if not found:
        address = reverse("sharekit:events")
        yield Finding("ok", _("The settings are right; events go to %(url)s.") % {"url": address})


def check_tables() -> Iterator[Finding]:
    """Look for a database that answers, with all our migrations applied."""
    connection = connections[router.db_for_write(Article)]
    try:
        executor = MigrationExecutor(connection)
        newest = [node for node in executor.loader.graph.leaf_nodes() if node[0] == "sharekit"]
        missing = [migration.name for migration, _back in executor.migration_plan(newest)]
    except Error as error:
        yield Finding(
            "problem",
            _("The database does not answer: %(error)s") % {"error": str(error).partition("\n")[0]},
            _("Start it, or mend DATABASES in the settings."),
        )
        return
    if missing:
        yield Finding(
            "problem",
            _("Migrations are not applied: %(names)s.") % {"names": ", ".join(missing)},
            _("Run manage.py migrate sharekit."),
        )
    else:
        yield Finding("ok", _("The tables are there."))


def check_static_files() -> Iterator[Finding]:
    """Look for the files that pages load, where the site serves them from."""
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
            _("Static files are not found: %(names)s.") % {"names": ", ".join(missing)},
            _("Keep AppDirectoriesFinder in STATICFILES_FINDERS, or install the package again."),
        )
        return
    collect_files = _("Run manage.py collectstatic.")
    try:
        address = static(STATIC_FILES[0])
    except ValueError as error:
        yield Finding("problem", str(error), collect_files)
        return
    yield Finding("ok", _("The script is served at %(url)s.") % {"url": address})
    root = Path(django_settings.STATIC_ROOT or "")
    if django_settings.STATIC_ROOT and root.is_dir() and not (root / STATIC_FILES[0]).exists():
        yield Finding(
            "hint", _("The script is not in %(folder)s.") % {"folder": root}, collect_files
        )


def check_senders() -> Iterator[Finding]:
    """Say who is limited and who is not, and hint at proxies that the settings do not name."""
    rates = {
        "network": settings.rate_limit_network or _("any number"),
        "reader": settings.rate_limit_reader or _("any number"),
    }
    sentence = _(
        "Events that are taken: %(reader)s from a reader, %(network)s from a network. Senders "
        "without an address, or with a private or loopback one, are not limited."
    )
    is_open = not settings.rate_limit_network
    yield Finding(
        "hint" if is_open else "ok",
        sentence % rates,
        _("Remove RATE_LIMIT_NETWORK from SHAREKIT: its default keeps a forger slow."),
    )
    if fault := collect.find_limit_fault():
        yield Finding(
            "problem",
            _("Events are not limited, since RATE_LIMIT_STORE does not count: %(error)s")
            % {"error": fault},
            _("Start that Redis, or give its right address."),
        )
    for notice in reports.find_notices():
        yield Finding("hint", notice.sentence, notice.step)


def check_readers() -> Iterator[Finding]:
    """Hint at readers whose address is unknown, as their latest visits show."""
    for hint in reports.find_unknown_addresses():
        yield Finding("hint", hint.sentence, hint.step)


def check_buffer() -> Iterator[Finding]:
    """Look for the buffer's server; hint at what in its configuration endangers events."""
    faults = buffers.get().status().faults
    for fault in faults:
        yield Finding("problem", fault, _("Start the buffer's server, or fix the way to it."))
    if faults:
        return
    for advice in buffers.get().check():
        yield Finding("hint", advice.sentence, advice.step)
