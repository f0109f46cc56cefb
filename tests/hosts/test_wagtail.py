"""Tests a Wagtail site: a page of any type is the article wagtailcore.page."""

import pytest

from tests.hosts.reader import arrive, read, share
from tests.hosts.site import Site
from tests.hosts.wagtail_site import PUBLISH, add_stream_pages, make_wagtail

pytestmark = pytest.mark.slow


def test_a_wagtail_page_is_shared_as_the_page_it_is_in_the_tree(site: Site) -> None:
    make_wagtail(site)
    site.fill(PUBLISH.format(port=site.port))
    with site.serve() as origin:
        page = read(f"{origin}/council-votes/")
        arrive(page, share(page))
        [article] = site.count()

    identity, address, _ = page.keys[0].split(" ", 2)
    assert identity == "wagtailcore.page:3"
    assert address == f"{origin}/council-votes/"
    assert (article["title"], article["shares"]) == ("Council votes", 1)


def test_bars_in_pages_and_stream_fields_keep_their_rules(site: Site) -> None:
    make_wagtail(site)
    add_stream_pages(site)

    site.test("tests/hosts/inside_wagtail_pages.py")
