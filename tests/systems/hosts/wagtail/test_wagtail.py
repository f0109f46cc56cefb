"""Tests a Wagtail site: a page of any type is the article wagtailcore.page."""

import pytest

from tests.systems.hosts.host_reader import arrive, read, share
from tests.systems.hosts.host_site import Site
from tests.systems.hosts.wagtail.wagtail_site import (
    PUBLISH,
    URLS,
    Desk,
    add_stream_pages,
    make_wagtail,
)

pytestmark = pytest.mark.slow


def test_a_wagtail_page_is_shared_as_the_page_it_is_in_the_tree(desk: Desk) -> None:
    page = read(f"{desk.site.origin}/council-votes/")
    arrive(page, share(page))
    articles = {article["url"]: article for article in desk.site.count()}

    identity, address, _ = page.keys[0].split(" ", 2)
    article = articles[address]
    assert identity == "wagtailcore.page:3"
    assert address == f"{desk.site.origin}/council-votes/"
    assert (article["title"], article["shares"], article["clickbacks"]) == ("Council votes", 1, 1)


def test_bars_and_the_report_keep_their_rules_in_a_wagtail_site(site: Site) -> None:
    make_wagtail(site)
    add_stream_pages(site)

    here = "tests/systems/hosts/wagtail"
    names = ("pages", "sites", "panels")
    files = ("inside_wagtail.py", *(f"inside_wagtail_{name}.py" for name in names))
    site.test(*(f"{here}/{file}" for file in files))


def test_the_report_needs_no_admin_of_django(site: Site) -> None:
    make_wagtail(site)
    site.write("settings.py", 'INSTALLED_APPS.remove("django.contrib.admin")')
    (site.folder / "urls.py").write_text(WITHOUT_ADMIN + URLS)

    site.test("tests/systems/hosts/wagtail/inside_wagtail_bare.py")


WITHOUT_ADMIN = """
from django.urls import include, path

urlpatterns = [path("sharekit/", include("sharekit.urls"))]
"""


@pytest.mark.thorough
def test_two_wagtail_sites_count_their_own_pages(site: Site) -> None:
    make_wagtail(site)
    site.write("settings.py", 'ALLOWED_HOSTS += ["localhost"]')
    site.fill(PUBLISH.format(port=site.port) + PUBLISH_BLOG.format(port=site.port))
    addresses = [f"http://{host}:{site.port}/council-votes/" for host in ("127.0.0.1", "localhost")]
    with site.serve():
        for address in addresses:
            page = read(address)
            arrive(page, share(page))
        counted = [(each["url"], each["title"], each["clickbacks"]) for each in site.count()]

    titles = ("Council votes", "Votes in the blog")
    assert sorted(counted) == [(*article, 1) for article in zip(addresses, titles, strict=True)]


PUBLISH_BLOG = """
blog = root.add_child(instance=Page(title="Blog", slug="blog"))
blog.add_child(instance=NewsPage(title="Votes in the blog", slug="council-votes"))
Site.objects.create(hostname="localhost", port={port}, root_page=blog)
"""


@pytest.mark.thorough
def test_a_site_that_removes_sharekit_keeps_its_migrations(site: Site) -> None:
    make_wagtail(site)
    add_stream_pages(site)
    site.write("newsroom/migrations/__init__.py", "")
    site.run(MAKE_MIGRATIONS)
    [first] = (site.folder / "newsroom" / "migrations").glob("0001*.py")
    assert "sharekit" not in first.read_text()

    remove_sharekit(site)

    assert "Alter field body on streampage" in site.run(MAKE_MIGRATIONS)


MAKE_MIGRATIONS = """
from django.core.management import call_command

call_command("makemigrations", "newsroom", name="pages")
"""


def remove_sharekit(site: Site) -> None:
    """Remove each line that names sharekit from the site, and let no import of it succeed."""
    for name in ("settings.py", "urls.py", "newsroom/models.py"):
        lines = (site.folder / name).read_text().splitlines()
        kept = [line for line in lines if "sharekit" not in line and "ShareButtons" not in line]
        (site.folder / name).write_text("\n".join(kept))
    site.write("settings.py", 'import sys\n\nsys.modules["sharekit"] = None')
