"""Tests several hosts in one process: as one site, as sites of SITES, and as sites of their own."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.http import HttpRequest
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import reverse
from msgspec.structs import replace
from pytest_django import Settings

from sharekit import keys, links
from sharekit.aggregate.drain import drain
from sharekit.articles.find import find_key
from sharekit.buttons.bar import render_bar
from sharekit.exceptions import UnknownSite
from sharekit.keeping.forget import forget_article
from sharekit.keys import ArticleKey
from sharekit.models import Article, ChannelTotal
from sharekit.origins import normalise
from sharekit.reports.figures.rounded.campaigns import count_entries
from sharekit.reports.figures.summary import summarize
from sharekit.reports.period.days import Period
from tests.support.newspaper.models import Story
from tests.support.traffic import post, share, visit

TWO = {
    "SITES": {"a.test": "https://a.test", "www.a.test": "https://a.test", "b.test": "http://b.test"}
}
"""The settings of a project with two sites."""


@pytest.fixture(autouse=True)
def _hosts(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["*"]


def ask(host: str) -> HttpRequest:
    return RequestFactory().get("/", headers={"host": host})


def find(thing: Any, host: str) -> ArticleKey:
    key = find_key(thing, request=ask(host), title=host)
    assert key is not None
    return key


def render(source: str, host: str = "", **context: Any) -> str:
    request = {"request": ask(host)} if host else {}
    return Template("{% load sharekit %}" + source).render(Context({**request, **context}))


@pytest.mark.parametrize(
    ("sharekit", "addresses"),
    [
        ({}, ["http://a.test/x/", "http://www.a.test:8000/x/", "http://b.test/x/"]),
        ({"SITE_URL": "https://c.test"}, ["https://c.test/x/"] * 3),
        (TWO, ["https://a.test/x/", "https://a.test/x/", "http://b.test/x/"]),
    ],
)
def test_a_path_gets_the_origin_of_its_site(
    sharekit: dict[str, Any], addresses: list[str | None], settings: Settings
) -> None:
    settings.SHAREKIT = sharekit
    hosts = ["a.test:80", "www.a.test:8000", "b.test"]

    found = [find_key("/x/", request=ask(host)) for host in hosts]

    assert [key and key.address for key in found] == addresses


def test_a_host_that_sites_lacks_renders_nothing(settings: Settings) -> None:
    settings.SHAREKIT = TWO
    source = "{% share_buttons '/x/' %}{% sharekit_script '/x/' %}"

    assert render(source, "c.test") == ""
    assert "http://b.test/x/" in render(source, "b.test")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("sharekit", [{}, TWO])
def test_two_sites_have_articles_of_their_own(sharekit: dict[str, Any], settings: Settings) -> None:
    settings.SHAREKIT = sharekit
    story = Story.objects.create(title="A bridge", slug="bridge")
    for host, count in {"a.test": 1, "b.test": 2}.items():
        for thing in ("/about/", story):
            for _ in range(count):
                post(share(), article=find(thing, host), host=host, origin=f"http://{host}")
    drain()

    found = Article.objects.values_list("site", "title", "articletotals__shares").order_by("pk")
    assert sorted(found) == [("a.test", "a.test", 1)] * 2 + [("b.test", "b.test", 2)] * 2
    for host, shown in {"a.test": "1", "b.test": "2"}.items():
        source = "{% share_count '/about/' %} {% share_count story %}"
        assert render(source, host, story=story) == f"{shown} {shown}"
        listed = "{% for each in list %}{{ each.url }} {% endfor %}"
        popular = render("{% most_shared 5 as list %}" + listed, host)
        assert popular.count("://") == popular.count(f"://{host}/") == 2
    for option, number in {"": 4, "a.test": 2, "c.test": 0}.items():
        rendered = render(f"{{% most_shared 5 site='{option}' as list %}}{listed}", "b.test")
        assert rendered.count("://") == number
    # Without a request, an object's articles on all sites are counted.
    assert render("{% share_count story %}", story=story) == "3"


@pytest.mark.django_db(transaction=True)
def test_a_tracked_link_remembers_its_site(settings: Settings) -> None:
    settings.SHAREKIT = TWO
    marked = {
        host: links.tracked_url("/x/", "email", campaign="May", request=ask(host), site=site)
        for host, site in {"a.test": "", "b.test": "", "www.a.test": "b.test"}.items()
        for _ in range(2)
        if host in TWO["SITES"]
    }

    assert marked["a.test"].startswith("https://a.test/x/#sk=e")
    assert marked["b.test"].startswith("http://b.test/x/#sk=e")
    assert marked["a.test"].partition("#")[2] != marked["b.test"].partition("#")[2]
    assert marked["www.a.test"] == marked["b.test"]


@pytest.mark.django_db
def test_without_a_request_code_must_name_one_of_several_sites(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SHAREKIT = TWO
    with pytest.raises(ValueError, match=r"site='your\.site'"):
        links.tracked_url("/x/", "email", campaign="May")
    with pytest.raises(UnknownSite):
        render_bar("/x/")
    assert "http://b.test/x/" in render_bar("/x/", site="b.test")
    settings.SHAREKIT = {"SITES": {"b.test": "http://b.test"}}
    assert "http://b.test/x/" in render_bar("/x/")
    settings.SHAREKIT = {}
    assert "https://b.test/x/" in render_bar("/x/", site="https://b.test")


@pytest.mark.parametrize(
    "tag",
    [
        "{% share_buttons '/x/' %}",
        "{% share_buttons 'https://a.test/' image='/a.png' channels='pinterest' %}",
        "{% tracked_url '/x/' 'email' campaign='May' %}",
        "{% share_links '/x/' campaign='May' %}",
        "{% sharekit_script '/x/' %}",
    ],
)
def test_without_a_site_a_tag_renders_nothing_and_logs_why(
    tag: str, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SHAREKIT = TWO

    assert render(tag) == ""
    assert ("site='your.site'" in caplog.text) is ("image" not in tag)


@pytest.mark.django_db(transaction=True)
def test_events_come_from_the_pages_of_every_site(settings: Settings) -> None:
    settings.SHAREKIT = TWO
    body = {"kind": "view"}
    for origin, status in {
        "https://a.test": 204,
        "http://b.test": 204,
        "https://c.test": 403,
    }.items():
        assert post(body, article=find("/x/", "a.test"), origin=origin).status == status
    page = Client().get("/stories/", headers={"host": "a.test"}).content.decode()
    assert 'data-hosts="a.test www.a.test"' in page


def test_a_site_is_part_of_what_keeps_a_forgotten_article_out() -> None:
    first, second = find("/x/", "a.test"), find("/x/", "b.test")

    assert keys.hash_name(first.name) != keys.hash_name(second.name)


@pytest.mark.django_db(transaction=True)
def test_what_a_link_of_another_site_brought_counts_there() -> None:
    for number, host in enumerate(("a.test", "b.test")):
        visited = visit("w1111111111", id=f"x{number + 1}111111111")
        post(visited, article=find("/x/", host), address=f"192.0.2.{number}")
        drain()

    sums = ChannelTotal.objects.values_list("site", "clickbacks", "inferred_clickbacks")
    assert set(sums) == {("a.test", 1, 2), ("b.test", 1, 0)}
    assert {summarize(Period(site=f"{each}.test")).counts["clickbacks"] for each in "abc"} == {0, 1}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("sharekit", [{}, TWO, {"SITE_URL": "https://a.test"}])
def test_the_report_offers_a_choice_of_several_sites(
    sharekit: dict[str, Any], settings: Settings, admin_client: Client
) -> None:
    settings.SHAREKIT = sharekit
    for host in ("a.test", "b.test"):
        post(share(), article=find("/x/", host), host=host, origin=f"http://{host}")
    drain()
    for name in ("report", "article"):
        address = reverse(f"admin:sharekit_{name}_changelist")
        page = admin_client.get(address, {"site": "b.test"}).content.decode()
        assert ("<option selected>b.test</option>" in page) is ("SITE_URL" not in sharekit)
        assert "?site=b.test&amp;period=today" in page
    shown = admin_client.get(address, {"site": "c.test"}).context["cl"].result_list
    assert shown == []
    export = reverse("admin:sharekit_report_export", args=["articles", "json"])
    sent = admin_client.get(export, {"site": "a.test"})
    assert len(json.loads(sent.getvalue())["rows"]) == 1


@pytest.mark.django_db(transaction=True)
def test_an_article_of_a_former_host_is_the_one_that_is_forgotten(settings: Settings) -> None:
    key = ArticleKey("/x/", "https://www.a.test/x/", "X")
    post(share(), article=key, host="www.a.test")
    drain()
    former = Article.objects.get()
    settings.SHAREKIT = {"SITE_URL": "https://a.test"}
    settings.ALLOWED_HOSTS = ["a.test", "www.a.test"]
    post(share(), article=replace(key, address="https://a.test/x/"), host="a.test")
    drain()
    assert [article.site for article in Article.objects.order_by("pk")] == ["www.a.test", "a.test"]

    forget_article(former)

    assert [article.site for article in Article.objects.all()] == ["a.test"]


@pytest.mark.parametrize("host", [f"a.test:{'1' * 300}", "a.test:65536", "a.test:0", "a" * 254])
def test_a_host_that_no_address_can_have_shares_nothing(host: str) -> None:
    assert render_bar("/x/", request=ask(host)) == ""


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["report/", "article/", "report/export/sources.json"])
def test_a_site_of_nul_breaks_no_page(admin_client: Client, path: str) -> None:
    assert admin_client.get(f"/admin/sharekit/{path}", {"site": "\0"}).status_code in {200, 400}


def test_at_a_host_that_is_not_allowed_the_script_stays(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["a.test"]

    assert "<script" in render("{% sharekit_script %}", "evil.test")


@pytest.mark.django_db(transaction=True)
def test_visits_from_campaigns_are_counted_by_site(settings: Settings) -> None:
    settings.SHAREKIT = TWO
    entry = {"kind": "view", "entry": True}
    for host, number in {"a.test": 5, "b.test": 11}.items():
        referer = f"https://{host}/x/?utm_source=letter&utm_medium=email"
        post(*[entry] * number, article=find("/x/", host), host=host, referer=referer)
    drain()

    for site, shown in {"a.test": 5, "b.test": 10, "": 15}.items():
        assert count_entries(Period(site=site)) == shown


@pytest.mark.parametrize(
    ("written", "origin"),
    [
        (f"http://a.test:{'0' * 300}80", "http://a.test"),
        ("https://a.test:0443", "https://a.test"),
        (f"http://A.test:{'0' * 300}8000", "http://a.test:8000"),
        ("http://[::1]:080", "http://[::1]"),
        ("https://a.test:80", "https://a.test:80"),
    ],
)
def test_leading_zeros_of_a_port_make_no_other_site(written: str, origin: str) -> None:
    assert normalise(written) == origin
