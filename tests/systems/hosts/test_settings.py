"""Tests sites whose settings are not the demo's."""

import os
from pathlib import Path

import pytest

from tests.systems.hosts.host_reader import arrive, read, share
from tests.systems.hosts.host_site import DATABASE, FILL, Site

pytestmark = pytest.mark.slow


def assert_a_share_counts(site: Site, then: str = "") -> str:
    """Let a reader share a story and a friend arrive; see exactly that in the report.

    Returns what more Python prints that the site then runs.
    """
    with site.serve() as origin:
        page = read(f"{origin}/stories/swifts/")
        arrive(page, share(page))
        [article], printed = site.count_then(then)
    assert article["url"] == f"{origin}/stories/swifts/"
    assert (article["shares"], article["clickbacks"], article["entries"]) == (1, 1, 1)
    assert article["channels"]["whatsapp"]["shares"] == 1
    return printed


def test_it_counts_without_time_zones(site: Site, filled: Site) -> None:
    site.write("settings.py", 'USE_TZ = False\nTIME_ZONE = "America/New_York"')
    site.copy_tables(filled)

    assert_a_share_counts(site)


def test_it_counts_where_ids_are_automatic_integers(site: Site) -> None:
    site.write("settings.py", 'DEFAULT_AUTO_FIELD = "django.db.models.AutoField"')
    site.fill()

    printed = assert_a_share_counts(site, MAKE_MIGRATIONS)

    # A site's default must not make Django ask for a migration of sharekit.
    assert "No changes" in printed


MAKE_MIGRATIONS = """
call_command("makemigrations", "sharekit", check_changes=True, dry_run=True)
"""


def test_it_counts_where_every_request_is_a_transaction(site: Site, filled: Site) -> None:
    site.write("settings.py", 'DATABASES["default"]["ATOMIC_REQUESTS"] = True')
    site.copy_tables(filled)

    assert_a_share_counts(site)


def test_a_custom_user_sees_the_counts_in_the_admin(site: Site) -> None:
    site.write("settings.py", 'AUTH_USER_MODEL = "newsroom.Editor"')
    site.write("newsroom/models.py", EDITOR)
    site.fill()

    assert assert_a_share_counts(site, LOOK_AS_EDITOR) == "200 Swifts of the city\n"


EDITOR = '''
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin


class Editor(AbstractBaseUser, PermissionsMixin):
    """A user who has a pen name and nothing else."""

    pen_name = models.CharField(max_length=50, primary_key=True)
    is_staff = models.BooleanField(default=True)
    objects = BaseUserManager()
    USERNAME_FIELD = "pen_name"
'''

LOOK_AS_EDITOR = """
from django.test import Client
from django.urls import reverse
from newsroom.models import Editor

client = Client(SERVER_NAME="127.0.0.1")
client.force_login(Editor.objects.create(pen_name="Ada", is_superuser=True))
answer = client.get(reverse("admin:sharekit_article_changelist"))
print(answer.status_code, "Swifts of the city" if b"Swifts of the city" in answer.content else "")
"""


def test_its_tables_follow_a_database_router(site: Site) -> None:
    site.write("settings.py", ROUTED)
    site.write("router.py", ROUTER)
    site.run(MIGRATE_COUNTS + FILL)

    assert assert_a_share_counts(site, LIST_TABLES).split() == ["default", "0", "counts", "True"]


ROUTED = """
DATABASES["counts"] = {
    "ENGINE": "django.db.backends.sqlite3", "NAME": BASE_DIR / "counts.sqlite3"
}
DATABASE_ROUTERS = ["router.Router"]
"""

ROUTER = '''
"""Keeps sharekit's tables, and nothing else, in a database of their own."""


class Router:
    """Routes by app."""

    def db_for_read(self, model, **hints):
        return "counts" if model._meta.app_label == "sharekit" else "default"

    db_for_write = db_for_read

    def allow_relation(self, one, other, **hints):
        return (one._meta.app_label == "sharekit") == (other._meta.app_label == "sharekit")

    def allow_migrate(self, db, app_label, **hints):
        return (db == "counts") == (app_label == "sharekit")
'''

MIGRATE_COUNTS = """
from django.core.management import call_command

call_command("migrate", database="counts", verbosity=0)
"""

LIST_TABLES = """
from django.db import connections

def tables(alias):
    names = connections[alias].introspection.table_names()
    return [name for name in names if name.startswith("sharekit")]

print("default", len(tables("default")), "counts", len(tables("counts")) > 5)
"""


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="open files are seen in /proc only")
def test_the_appender_keeps_its_connection_where_django_closes_it(site: Site, filled: Site) -> None:
    # Reopening it for each request costs three quarters of the requests per second.
    site.write("settings.py", 'DATABASES["default"]["CONN_MAX_AGE"] = 0')
    site.copy_tables(filled)
    with site.serve(("gunicorn", "wsgi", "--threads", "4", "--pid", "pid")) as origin:
        page = read(f"{origin}/stories/swifts/")
        share(page)
        first = find_connections(site)
        share(page)

        assert first
        assert find_connections(site) == first
        [article] = site.count()
    assert article["shares"] == 2


def find_connections(site: Site) -> dict[str, int]:
    """Return the inodes of the server's open database files, by descriptor."""
    master = (site.folder / "pid").read_text().strip()
    [worker] = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    descriptors = Path(f"/proc/{worker}/fd").iterdir()
    return {
        each.name: each.stat().st_ino
        for each in descriptors
        if os.path.realpath(each) == str(site.folder / DATABASE)
    }
