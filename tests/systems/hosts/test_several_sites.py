"""Tests projects with several sites: by Django's own framework, or by a package for tenants."""

from importlib.util import find_spec

import pytest

from tests.support.paths import PROJECT
from tests.systems.hosts.host_site import Site

pytestmark = pytest.mark.slow

# The lines of docs/articles.md.
BY_PROCESS = """
INSTALLED_APPS += ["django.contrib.sites"]
MIGRATION_MODULES["sites"] = None
SITE_ID = {site}
ALLOWED_HOSTS = ["*"]
SHAREKIT = {{"SITE_URL": {{1: "https://a.example", 2: "https://b.example"}}[SITE_ID]}}
"""
BY_REQUEST = """
INSTALLED_APPS += ["django.contrib.sites"]
MIGRATION_MODULES["sites"] = None
ALLOWED_HOSTS = ["*"]
SHAREKIT = {"SITES": {"a.example": "https://a.example", "b.example": "https://b.example"}}
"""
SHOW = """
import re
from django.contrib.sites.models import Site
from django.contrib.sites.shortcuts import get_current_site
from django.test import Client, RequestFactory

for number, host in enumerate(("a.example", "b.example"), start=1):
    Site.objects.update_or_create(pk=number, defaults={"domain": host, "name": host})
Site.objects.clear_cache()
for host in ("a.example", "b.example"):
    page = Client().get("/stories/swifts/", headers={"host": host}).content.decode()
    [address] = re.findall(r'data-sharekit="\\S+ (\\S+)', page)
    current = get_current_site(RequestFactory().get("/", headers={"host": host}))
    print(current.domain, address)
"""
STORY = "/stories/swifts/"


def test_the_lines_for_the_sites_framework_are_those_of_the_docs() -> None:
    docs = (PROJECT / "docs" / "articles.md").read_text()

    assert BY_PROCESS.format(site=1).splitlines()[-1] in docs
    assert BY_REQUEST.splitlines()[-1] in docs


@pytest.mark.parametrize(("number", "host"), [(1, "a.example"), (2, "b.example")])
def test_a_process_for_each_site_of_the_framework_shares_its_own(
    site: Site, number: int, host: str
) -> None:
    site.write("settings.py", BY_PROCESS.format(site=number))

    assert site.fill(SHOW).splitlines() == [f"{host} https://{host}{STORY}"] * 2


def test_sites_that_the_framework_finds_by_the_request_share_their_own(site: Site) -> None:
    site.write("settings.py", BY_REQUEST)

    hosts = ("a.example", "b.example")
    assert site.fill(SHOW).splitlines() == [f"{host} https://{host}{STORY}" for host in hosts]


TENANTS = """
INSTALLED_APPS = ["django_tenants", *INSTALLED_APPS]
SHARED_APPS, TENANT_APPS = INSTALLED_APPS, ["newsroom"]
TENANT_MODEL = TENANT_DOMAIN_MODEL = "auth.Group"
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]
DATABASES["default"] = {{"ENGINE": "{engine}", "NAME": "news"}}
"""
OWN_BACKEND = """
from django_tenants.postgresql_backend.base import DatabaseWrapper as Tenants


class DatabaseWrapper(Tenants):
    pass
"""
CHECK = """
from sharekit.checks.site import check_tenants

print([message.id for message in check_tenants(None)])
"""


@pytest.mark.skipif(find_spec("django_tenants") is None, reason="django-tenants is not installed")
@pytest.mark.parametrize("engine", ["django_tenants.postgresql_backend", "news_backend"])
def test_a_schema_for_each_tenant_is_refused(site: Site, engine: str) -> None:
    site.write("settings.py", TENANTS.format(engine=engine))
    site.write("news_backend/base.py", OWN_BACKEND)

    assert "['sharekit.E012']" in site.run(CHECK)
