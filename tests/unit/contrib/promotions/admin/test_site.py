"""Where a project serves several sites, a promotion belongs to one of them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from sharekit.contrib.promotions.doctor import examine
from sharekit.contrib.promotions.models import Promotion
from tests.unit.contrib.promotions.admin.test_promotion_page import LIST, save, show
from tests.unit.contrib.promotions.world import make_promotion, read

A = "https://a.example"
ONE = {"a.example": A, "www.a.example": A}
TWO = {"www.a.example": A, "b.example": "https://b.example"}


def serve(settings: Settings, sites: dict[str, str]) -> None:
    settings.SHAREKIT = {**settings.SHAREKIT, "SITE_URL": "", "SITES": sites}


def list_sites(client: Client) -> list[str]:
    page = client.get(f"{LIST}add/").context["adminform"].form
    return [value for value, _name in page.fields["site"].choices] if "site" in page.fields else []


def list_problems() -> list[str]:
    return [finding.sentence for finding in examine() if finding.level == "problem"]


def test_only_a_project_with_several_sites_asks_for_the_site(
    marketer: Client, settings: Settings
) -> None:
    assert list_sites(marketer) == []
    serve(settings, ONE)
    assert list_sites(marketer) == []
    serve(settings, TWO)
    assert list_sites(marketer) == ["a.example", "b.example"]

    for site in ("a.example", "b.example"):
        save(marketer, site=site, slug=site[0])
        promotion = Promotion.objects.get(slug=site[0])
        assert promotion.site == site
        assert f"https://{site}/r/" in show(marketer, promotion)


@pytest.mark.parametrize("before", ["", "former.example"])
def test_the_site_of_one_that_has_started_can_be_chosen_once(
    marketer: Client, settings: Settings, before: str
) -> None:
    promotion: Any = make_promotion(site=before, slug="spring", currency="EUR")
    make_promotion(site="b.example", slug="spring")
    assert list_problems() == []
    serve(settings, TWO)
    assert [promotion.slug in problem for problem in list_problems()] == [True]

    # That site has one with this short name.
    save(marketer, f"{promotion.pk}/change/", site="b.example")
    assert read(promotion).site == before
    save(marketer, f"{promotion.pk}/change/", site="a.example")
    assert read(promotion).site == "a.example"
    assert list_problems() == []
    save(marketer, f"{promotion.pk}/change/", site="b.example")
    assert read(promotion).site == "a.example"
