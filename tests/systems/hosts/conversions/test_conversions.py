"""Sites with conversions, and those without."""

import pytest

from tests.systems.hosts.host_site import Site

pytestmark = pytest.mark.slow

WITH_CONVERSIONS = """
INSTALLED_APPS += ["sharekit.contrib.conversions"]
SHAREKIT = {"HASH_KEY": "not a secret: for the tests only", "GOALS": {"order": "Orders"}}
"""
OTHER_DATABASES = """
USE_TZ = False
TIME_ZONE = "America/New_York"
for name in ("shop", "stock"):
    DATABASES[name] = {"ENGINE": "django.db.backends.sqlite3", "NAME": BASE_DIR / name}
"""
SHOW = """
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

print([name for name in connection.introspection.table_names() if "conversions" in name])
client = Client()
client.force_login(User.objects.create_superuser("editor"))
with CaptureQueriesContext(connection) as queries:
    for address in ("/admin/sharekit/report/", "/admin/sharekit/report/privacy/"):
        assert "onversion" not in client.get(address).content.decode()
    call_command("sharekit_prune", verbosity=0)
    call_command("sharekit_run", verbosity=0)
assert not any("conversions" in query["sql"] for query in queries)
try:
    print(reverse("sharekit:api-conversions"))
except NoReverseMatch:
    print("no address")
"""


def test_a_site_without_the_app_has_no_table_no_section_and_no_query(site: Site) -> None:
    printed = site.fill(SHOW)

    assert printed.startswith("[]\n")
    assert printed.endswith("no address\n")


def test_conversions_are_written_after_an_order_in_another_database(site: Site) -> None:
    site.write("settings.py", WITH_CONVERSIONS + OTHER_DATABASES)

    site.test("tests/systems/hosts/conversions/inside_two_databases.py")
