"""A promotion works at all names of its site, and at those of no other one."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from sharekit.contrib.promotions.models import Promotion
from tests.unit.contrib.promotions.pages.making import CODE, SITE, make_advocate, make_promotion

pytestmark = pytest.mark.django_db
A, WWW, B, OTHER = "a.example", "www.a.example", "b.example", "other.example"
ALL = {A, WWW, B, OTHER}
ONE = {A: "https://a.example", WWW: "https://a.example"}
TWO = {**ONE, B: "https://b.example"}
WITHOUT_HOST = {WWW: "https://a.example", B: "https://b.example"}


def list_statuses(client: Client, host: str) -> set[int]:
    """Return the statuses of the pages with and without a code."""
    pages = (f"/r/{CODE}/", "/r/p/friends/")
    return {client.get(page, headers={"host": host}).status_code for page in pages}


@pytest.mark.parametrize(
    ("sites", "site", "hosts"),
    [
        (ONE, A, ALL),
        (ONE, WWW, ALL),
        (ONE, "", ALL),
        (ONE, "former.example", ALL),
        (TWO, A, {A, WWW}),
        (TWO, WWW, {A, WWW}),
        (TWO, B, {B}),
        # Until somebody chooses a site; printed codes must not be lost.
        (TWO, "", {A, WWW, B}),
        (TWO, "former.example", set()),
        (WITHOUT_HOST, A, {A, WWW}),
        (WITHOUT_HOST, WWW, {A, WWW}),
    ],
)
def test_a_promotion_works_at_all_names_of_its_site(
    client: Client, settings: Settings, sites: dict[str, str], site: str, hosts: set[str]
) -> None:
    settings.SHAREKIT = {"HASH_KEY": SITE["HASH_KEY"], "SITES": sites}
    settings.ALLOWED_HOSTS = ["*"]
    make_advocate(make_promotion(site=site))

    statuses = {host: list_statuses(client, host) for host in ALL}

    assert {host for host, each in statuses.items() if each == {200}} == hosts
    assert {host for host, each in statuses.items() if each == {404}} == ALL - hosts


def test_of_two_with_one_short_name_a_site_shows_its_own(
    client: Client, settings: Settings
) -> None:
    settings.SHAREKIT = {"HASH_KEY": SITE["HASH_KEY"], "SITES": TWO}
    settings.ALLOWED_HOSTS = ["*"]
    for site in ("", B, WWW):
        make_promotion(site=site, headline=f"from {site or 'before'}")

    for host, site in ((A, WWW), (WWW, WWW), (B, B)):
        page = client.get("/r/p/friends/", headers={"host": host}).content.decode()
        assert f"from {site}" in page
    Promotion.objects.filter(site=B).delete()
    assert "from before" in client.get("/r/p/friends/", headers={"host": B}).content.decode()
