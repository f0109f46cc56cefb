"""Tests a Wagtail site: a page of any type is the article wagtailcore.page."""

import pytest

from tests.systems.hosts.host_reader import arrive, read, share
from tests.systems.hosts.host_site import Site
from tests.systems.hosts.wagtail.wagtail_site import Desk, add_stream_pages, make_wagtail

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
    site.test(f"{here}/inside_wagtail_pages.py", f"{here}/inside_wagtail.py")
