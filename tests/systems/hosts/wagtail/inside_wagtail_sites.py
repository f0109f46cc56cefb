"""Tests bars in two sites with two languages each. test_wagtail.py makes the site and runs this."""

from __future__ import annotations

import io
import json
import re
from html import unescape
from typing import Any, NamedTuple

import pytest
from django.core.management import CommandError, call_command
from django.test import Client, RequestFactory
from newsroom.models import StreamPage  # type: ignore[import-not-found]
from pytest_django import Settings
from wagtail.models import Locale, Page, Site

from sharekit.aggregate.drain import drain
from sharekit.buttons.bar import render_bar
from sharekit.keys import ArticleKey
from tests.support.traffic import post, share

pytestmark = pytest.mark.django_db
BODY = json.dumps([{"type": "share", "value": {"channels": [], "style": ""}}])


class Shared(NamedTuple):
    """What a bar says of its article; the object is that of the identity."""

    object: str
    address: str
    title: str


class Sites(NamedTuple):
    """The home pages of two sites, and the German language."""

    news: Page
    blog: Page
    german: Locale


@pytest.fixture
def sites(settings: Settings) -> Sites:
    """Return two sites whose pages have the same slugs, and the trees of both in German."""
    settings.ALLOWED_HOSTS = ["news.example", "blog.example"]
    Locale.objects.get_or_create(language_code="en")
    german, _ = Locale.objects.get_or_create(language_code="de")
    root = Page.add_root(title="Root", slug="root")
    homes = []
    for name in ("news", "blog"):
        home = root.add_child(instance=StreamPage(title=f"Home of {name}", slug=name, body=BODY))
        about = home.add_child(
            instance=StreamPage(title=f"About the {name}", slug="about", body=BODY)
        )
        Site.objects.create(
            hostname=f"{name}.example", root_page=home, is_default_site=name == "news"
        )
        # As simple_translation and wagtail-localize fill the tree of a language.
        about.copy_for_translation(german, copy_parents=True, alias=True)
        homes.append(home)
    news, blog = homes
    return Sites(news, blog, german)


def read(address: str) -> Shared:
    """Return what the only bar at an address shares."""
    host, _, path = address.removeprefix("http://").partition("/")
    response = Client(headers={"host": host}).get(f"/{path}")
    assert response.status_code == 200
    return find_bar(response.content.decode())


def find_bar(html: str) -> Shared:
    [key] = re.findall(r' data-sharekit="([^"]+)"', html)
    identity, address, title = unescape(key).rsplit(":", 2)[0].split(" ", 2)
    return Shared(identity.partition("@")[0], address, title)


def test_each_site_shares_its_own_pages_in_each_language(sites: Sites) -> None:
    for home in (sites.news, sites.blog):
        host = f"http://{home.slug}.example"
        about = home.get_children().get()
        for page in (home, about, *home.get_translations(), *about.get_translations()):
            prefix = "/de" if page.locale == sites.german else ""
            slug = "/" if page.depth == home.depth else "/about/"

            shared = read(f"{host}{prefix}{slug}")

            assert shared == (f"wagtailcore.page:{page.pk}", f"{host}{prefix}{slug}", page.title)


def test_a_bar_of_another_site_s_page_leads_to_that_site(sites: Sites) -> None:
    about = sites.blog.get_children().get()
    request = RequestFactory().get("/", headers={"host": "news.example"})

    assert find_bar(render_bar(about, request=request)).address == "http://blog.example/about/"


def test_an_alias_that_is_translated_stays_the_same_article(sites: Sites) -> None:
    alias = sites.news.get_children().get().get_translation(sites.german)
    before = read("http://news.example/de/about/")

    page = alias.specific
    page.alias_of = None
    page.title = "Über uns"
    page.save_revision().publish()

    after = read("http://news.example/de/about/")
    assert after == before._replace(title="Über uns")
    assert read("http://news.example/about/").title == "About the news"


def test_a_page_that_is_copied_to_another_site_is_another_article(sites: Sites) -> None:
    about = sites.news.get_children().get()
    copied = about.copy(to=sites.blog, update_attrs={"slug": "news"}, user=None)

    assert read("http://blog.example/news/") == (
        f"wagtailcore.page:{copied.pk}",
        "http://blog.example/news/",
        "About the news",
    )


def test_a_preview_on_another_site_has_no_bar(sites: Sites) -> None:
    for page in Page.objects.filter(depth__gt=1).specific():
        assert "sharekit" not in page.make_preview_request().content.decode()


def examine() -> tuple[str, str]:
    """Return what the doctor says of Wagtail's sites, and its error, "" without a problem."""
    out = io.StringIO()
    try:
        call_command("sharekit_doctor", "--only", "wagtail", stdout=out)
    except CommandError as error:
        return out.getvalue(), str(error)
    return out.getvalue(), ""


@pytest.fixture
def front() -> Page:
    """Return the front page of Wagtail's default site, whose host is localhost."""
    Locale.objects.get_or_create(language_code="en")
    front: Page = Page.add_root(title="Home", slug="home")
    Site.objects.create(hostname="localhost", root_page=front, is_default_site=True)
    return front


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (
            {"ALLOWED_HOSTS": ["news.example"]},
            "Shared links of Wagtail pages lead to localhost, which is not in",
        ),
        ({}, "PROBLEM: Shared links of Wagtail pages lead to localhost, the host of"),
        ({"DEBUG": True}, "hint: Shared links of Wagtail pages lead to localhost, the host of"),
        (
            {"SHAREKIT": {"SITES": {"news.example": "https://news.example"}}},
            "Wagtail pages at localhost have no share buttons",
        ),
        (
            {"SHAREKIT": {"SITES": {"localhost": "https://news.example"}}},
            "ok: ALLOWED_HOSTS has the hosts of Wagtail's sites.",
        ),
        (
            {"SHAREKIT": {"SITE_URL": "https://news.example"}},
            "ok: Shared links of Wagtail pages lead to https://news.example",
        ),
    ],
)
@pytest.mark.usefixtures("front")
def test_the_doctor_finds_a_site_whose_links_lead_elsewhere(
    settings: Settings, given: dict[str, Any], sentence: str
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    for name, value in given.items():
        setattr(settings, name, value)

    output, ending = examine()

    assert sentence in output
    is_right = sentence.startswith(("ok:", "hint:"))
    assert ("1 problem found" in ending) is not is_right
    assert bool(ending) is not is_right


def test_the_doctor_finds_several_sites_that_one_setting_names(
    settings: Settings, front: Page
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    settings.SHAREKIT = {"SITE_URL": "https://news.example"}
    site = Site.objects.get()
    # Another name of the same site.
    alias = Site.objects.create(hostname="www.news.example", root_page=front)
    output, ending = examine()
    assert "PROBLEM: Wagtail serves" not in output
    assert ending == ""

    alias.root_page = front.add_child(instance=Page(title="Blog", slug="blog"))
    alias.save()
    output, ending = examine()
    assert "1 problem found" in ending
    assert "PROBLEM: Wagtail serves several sites (localhost, www.news.exampl" in output
    assert "Correct the host localhost in Wagtail (Settings, Sites), and name" in output

    site.hostname = "news.example"
    site.save()
    # Wagtail's first record, which does not serve any host now.
    Site.objects.create(hostname="localhost", root_page=front.add_sibling(instance=Page(title="W")))
    output, ending = examine()
    assert "1 problem found" in ending
    assert "PROBLEM: Wagtail serves several sites (news.example, www.news.exam" in output
    assert "Name them in SITES instead: news.example, www.news.example." in output


@pytest.mark.usefixtures("front")
def test_the_doctor_takes_a_site_at_its_public_host_as_right(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    settings.SHAREKIT = {}
    Site.objects.update(hostname="news.example")
    Site.clear_site_root_paths_cache()

    output, ending = examine()

    assert ending == ""
    assert "ok: ALLOWED_HOSTS has the hosts of Wagtail's sites." in output


@pytest.mark.parametrize("is_named", [False, True])
def test_the_report_can_be_limited_to_a_site(
    sites: Sites, settings: Settings, admin_client: Client, is_named: bool
) -> None:
    hosts = ["news.example", "blog.example"]
    if is_named:
        settings.SHAREKIT = {"SITES": {host: f"https://{host}" for host in hosts}}
    settings.ALLOWED_HOSTS = [*hosts, "testserver"]

    def read_report(**asked: str) -> str:
        response = admin_client.get("/cms/reports/sharing/", asked)
        assert response.status_code == 200
        return unescape(response.content.decode())

    # Without SITES, only sites with articles can be chosen.
    assert ('name="site"' in read_report()) is is_named
    for host, count in zip(hosts, (1, 2), strict=True):
        article = ArticleKey("/about/", f"https://{host}/about/", f"About {host}")
        post(*[share() for _ in range(count)], article=article, origin=f"https://{host}", host=host)
    drain()

    assert all(f"About {host}" in read_report() for host in hosts)
    page = read_report(site="blog.example")
    assert "About blog.example" in page and "About news.example" not in page
    assert "2 shares" in page
    assert "3 shares" in read_report() and ": 0 shares" in read_report(site="nobody.example")
    exported = admin_client.get("/cms/reports/sharing/", {"export": "csv", "site": "news.example"})
    assert exported.getvalue().count(b"About ") == 1
    settings.SHAREKIT = {"SITE_URL": "https://news.example"}
    assert 'name="site"' not in read_report()
