"""Tests a django CMS site in two languages, with versions, aliases and an apphook."""

import pytest

from tests.systems.hosts.django_cms.cms_site import make_cms
from tests.systems.hosts.host_reader import arrive, read, share
from tests.systems.hosts.host_site import Site

pytestmark = pytest.mark.slow


def test_bars_keep_their_rules_in_a_django_cms_site(site: Site) -> None:
    make_cms(site)

    here = "tests/systems/hosts/django_cms"
    site.test(f"{here}/inside_cms.py", f"{here}/inside_cms_empty.py")


@pytest.mark.thorough
def test_a_page_in_two_languages_counts_what_each_brought(site: Site) -> None:
    make_cms(site)
    site.fill(PUBLISH)
    with site.serve() as origin:
        pages = [read(f"{origin}/{path}") for path in ("en/swifts/", "de/mauersegler/")]
        for page in pages:
            arrive(page, share(page))
        articles = site.count()

    addresses = [key.split(" ")[1] for page in pages for key in page.keys]
    assert {article["url"] for article in articles} <= set(addresses)
    assert sum(article["clickbacks"] for article in articles) == 2


PUBLISH = """
from cms.api import add_plugin, create_page, create_page_content
from cms.models import PageContent
from django.contrib.auth.models import User
from django.contrib.sites.models import Site
from djangocms_versioning.models import Version

Site.objects.get_or_create(pk=1)
editor = User.objects.create_superuser("editor")
page = create_page("Swifts", "cms_page.html", "en", created_by=editor)
create_page_content("de", "Mauersegler", page, created_by=editor)
for content in PageContent.admin_manager.all():
    add_plugin(content.get_placeholders()[0], "ShareButtonsPlugin", content.language)
    Version.objects.get_for_content(content).publish(editor)
"""


@pytest.mark.thorough
def test_a_site_without_the_app_is_warned_unless_it_knows_drafts_itself(site: Site) -> None:
    make_cms(site)
    assert "W011" not in site.run(CHECK)
    site.write("settings.py", 'INSTALLED_APPS.remove("sharekit.contrib.cms")')
    assert "W011" in site.run(CHECK)

    site.write("settings.py", 'SHAREKIT = {"PREVIEW": "sharekit.contrib.cms.modes.is_edited"}')
    assert "W011" not in site.run(CHECK)


CHECK = """
from django.core.checks import run_checks
from django.apps import apps

print(run_checks(app_configs=[apps.get_app_config("sharekit")]))
"""


@pytest.mark.thorough
def test_the_table_of_the_plugin_comes_and_goes_by_its_migration(site: Site) -> None:
    make_cms(site)
    site.write("settings.py", "MIGRATION_MODULES = {}")

    assert "No changes detected" in site.run(MIGRATE)


MIGRATE = """
from django.core.management import call_command

call_command("migrate", "sharekit_cms", verbosity=0)
call_command("migrate", "sharekit_cms", "zero", verbosity=0)
call_command("migrate", "sharekit_cms", verbosity=0)
call_command("makemigrations", "sharekit_cms", check_changes=True, dry_run=True)
"""
