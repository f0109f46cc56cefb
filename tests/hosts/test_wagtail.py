"""Tests a Wagtail site: a page of any type is the article wagtailcore.page."""

import pytest

from tests.hosts.reader import arrive, read, share
from tests.hosts.site import Site

pytestmark = pytest.mark.slow


def test_a_wagtail_page_is_shared_as_the_page_it_is_in_the_tree(site: Site) -> None:
    site.write("settings.py", WAGTAIL)
    site.write("urls.py", CATCH_ALL)
    site.write("newsroom/models.py", NEWS_PAGE)
    site.write("newsroom/templates/newsroom/news_page.html", TEMPLATE)
    site.fill(PUBLISH.format(port=site.port))
    with site.serve() as origin:
        page = read(f"{origin}/council-votes/")
        arrive(page, share(page))
        [article] = site.count()

    identity, address, _ = page.keys[0].split(" ", 2)
    assert identity == "wagtailcore.page:3"
    assert address == f"{origin}/council-votes/"
    assert (article["title"], article["shares"]) == ("Council votes", 1)


# Wagtail's own migrations take ten seconds; what they would make, PUBLISH makes.
WAGTAIL = """
INSTALLED_APPS += [
    "wagtail.users", "wagtail.images", "wagtail.documents", "wagtail.admin", "wagtail.sites",
    "wagtail.search", "wagtail", "modelcluster", "taggit", "treebeard",
]
LABELS = ["core", "admin", "docs", "images", "search", "sites", "users"]
MIGRATION_MODULES |= {f"wagtail{label}": None for label in LABELS} | {"taggit": None}
WAGTAIL_SITE_NAME = "News"
WAGTAILADMIN_BASE_URL = "http://127.0.0.1"
"""

CATCH_ALL = """
from wagtail import urls as wagtail_urls

urlpatterns += [path("", include(wagtail_urls))]
"""

NEWS_PAGE = '''
from wagtail.models import Page


class NewsPage(Page):
    """Is a page type of the site's own."""
'''

TEMPLATE = """{% load sharekit %}<!doctype html>
<title>{{ page.title }}</title>
{% share_buttons page %}
{% sharekit_script page %}
"""

PUBLISH = """
from newsroom.models import NewsPage
from wagtail.models import Locale, Page, Site

Locale.objects.create(language_code="en")
root = Page.add_root(title="Root", slug="root")
home = root.add_child(instance=Page(title="Home", slug="home"))
home.add_child(instance=NewsPage(title="Council votes", slug="council-votes"))
Site.objects.create(
    hostname="127.0.0.1", port={port}, root_page=home, is_default_site=True
)
"""
