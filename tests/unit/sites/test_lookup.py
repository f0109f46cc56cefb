"""An article and its figures are found by every name of their site."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from sharekit.aggregate.drain import drain
from sharekit.buffers.database import DatabaseBuffer
from sharekit.exceptions import Refused
from sharekit.keys import ArticleKey
from sharekit.models import Article
from sharekit.reports.figures.articles.lookup import find_article, find_site
from sharekit.reports.period.days import Period
from tests.support.traffic import stamped
from tests.unit.reports.doors import DOORS

pytestmark = pytest.mark.django_db
TWO = {
    "SITES": {
        "a.example": "https://a.example",
        "www.a.example": "https://a.example",
        "b.example": "http://b.example",
    }
}


def add(site: str, address: str) -> Article:
    return Article.objects.create(site=site, identity="/p/", url=address, title=site)


@pytest.mark.parametrize("sharekit", [TWO, {"SITE_URL": "https://a.example"}])
@pytest.mark.parametrize(
    "address",
    [
        "https://a.example/p/",
        "https://www.a.example/p/",
        "HTTP://WWW.A.EXAMPLE:80/p",
        "https://a.example:443/p/?utm_source=x#sk=w",
        "//a.example/p/",
    ],
)
def test_every_name_of_a_site_finds_its_article(
    sharekit: dict[str, Any], address: str, settings: Settings
) -> None:
    settings.SHAREKIT = sharekit
    settings.ALLOWED_HOSTS = ["a.example", "www.a.example"]
    article = add("a.example", "https://a.example/p/")
    add("b.example", "http://b.example/p/")
    add("localhost", "http://localhost/p/")

    assert find_article(address) == article
    with pytest.raises(Refused, match="No article"):
        find_article("https://c.example/p/")


def test_an_article_of_a_former_host_is_found_by_its_own_address(settings: Settings) -> None:
    settings.SHAREKIT = {"SITE_URL": "https://a.example"}
    settings.ALLOWED_HOSTS = ["a.example", "www.a.example"]
    former = add("www.a.example", "https://www.a.example/p/")
    article = add("a.example", "https://a.example/p/")

    assert find_article("https://www.a.example/p/") == former
    assert find_article("https://a.example/p/") == article
    former.delete()
    assert find_article("https://www.a.example/p/") == article
    article.delete()
    # Not by the name of a site at which it was not counted.
    add("www.a.example", "https://www.a.example/p/")
    with pytest.raises(Refused, match="No article"):
        find_article("https://a.example/p/")


def test_a_site_chooses_between_articles_with_one_path(
    settings: Settings, admin_client: Client
) -> None:
    settings.SHAREKIT = TWO
    settings.ALLOWED_HOSTS = ["*"]
    article = add("a.example", "https://a.example/p/")
    other = add("b.example", "http://b.example/p/")
    address = reverse("sharekit:api-summary")

    for asked, status in {
        "/p/": 200,
        str(article.pk): 200,
        str(other.pk): 404,
        "https://www.a.example/p/": 200,
        "/q/": 404,
        "http://[/p/": 400,
    }.items():
        answer = admin_client.get(address, {"article": asked, "site": "a.example"})
        assert answer.status_code == status, asked
    answer = admin_client.get(address, {"article": "/p/"})
    assert answer.status_code == 400
    assert "Several articles" in str(answer.json()["article"])


PAGES = ("admin:sharekit_report_changelist", "admin:sharekit_article_changelist")
SITED = [door for door in DOORS if door != "the API by article"]


@pytest.mark.parametrize("name", ["www.a.example", "WWW.a.example", "a.example"])
def test_every_name_of_a_site_chooses_its_figures(
    name: str, settings: Settings, admin_client: Client
) -> None:
    settings.SHAREKIT = TWO
    settings.ALLOWED_HOSTS = ["*"]
    for host in ("a.example", "b.example"):
        article = ArticleKey("/p/", f"https://{host}/p/", "A title")
        DatabaseBuffer().append([stamped(kind="share", mark="w", article=article)])
    drain()

    for door in SITED:
        read = DOORS[door][0]
        found = read(admin_client, Period(site=name))
        assert found and found == read(admin_client, Period(site="a.example")), door
    for page in PAGES:
        html = admin_client.get(reverse(page), {"site": name}).content.decode()
        assert "<option selected>a.example" in html
        assert "messagelist" not in html
    now = reverse("admin:sharekit_report_now")
    versions = {admin_client.get(now, {"site": site})["ETag"] for site in (name, "a.example")}
    assert len(versions) == 1
    note = {"text": "Deploy", "site": name}
    answer = admin_client.post(reverse("sharekit:api-notes"), note, "application/json")
    assert answer.json()["site"] == "a.example"


def test_the_figures_of_a_former_site_are_found_by_its_own_name(settings: Settings) -> None:
    settings.SHAREKIT = TWO
    assert find_site("www.a.example") == "a.example"

    add("www.a.example", "https://www.a.example/p/")

    assert find_site("www.a.example") == "www.a.example"
    assert find_site("c.example") == "c.example"
    assert find_site("") == ""
