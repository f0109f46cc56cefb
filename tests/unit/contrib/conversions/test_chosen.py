"""Conversions in a report that is limited to the articles of a site, a language or a group."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from sharekit.models import Article, ArticleGroup
from sharekit.reports.period.days import Period
from sharekit.reports.tables.sections import tabulate_section
from tests.support.clock import noon
from tests.support.traffic import BRIDGE, SWIFTS
from tests.unit.contrib.conversions.orders import order_and_credit, put_article, put_link

__all__ = ["noon"]

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize(
        ("chosen", "count"),
        [
            ({}, 15),
            ({"language": "de"}, 10),
            ({"language": "en"}, 5),
            ({"language": "xx"}, None),
            ({"group": "section:Nature"}, 10),
            ({"group": "section:Sport"}, None),
            ({"group": "section:Nature", "language": "en"}, None),
            ({"site": SWIFTS.columns["site"], "language": "de"}, 10),
        ],
    ),
]


@pytest.fixture
def swifts() -> Article:
    """Sell: 10 orders by a German article on nature, 5 by another, 3 without a share."""
    put_link()
    put_link("c2222222222", article=BRIDGE)
    order_and_credit(*range(10))
    order_and_credit(*range(10, 15), token="c2222222222")
    order_and_credit(*range(15, 18), token="")
    swifts = put_article()
    Article.objects.filter(pk=swifts.pk).update(language="de")
    Article.objects.exclude(pk=swifts.pk).update(language="en")
    ArticleGroup.objects.create(article=swifts, kind="section", name="Nature")
    return swifts


def test_the_section_has_only_those_by_shares_of_the_chosen_articles(
    swifts: Article, chosen: dict[str, Any], count: int | None
) -> None:
    period = Period(**chosen).read_members()

    table = tabulate_section("conversions", period, None)
    assert table is not None
    rows = {row["name"]: row["conversions"] for row in table.list_rows()}
    assert rows.get("Orders: by a share") == count
    assert rows.get("Orders") == (None if chosen else 18)
    # The page of an article is about that one.
    own = tabulate_section("conversions", period, swifts)
    assert own is not None
    assert next(iter(own.list_rows()))["conversions"] == 10


def test_the_api_has_only_those_by_shares_of_the_chosen_articles(
    swifts: Article, client: Client, chosen: dict[str, Any], count: int | None
) -> None:
    client.force_login(User.objects.create_superuser("root"))

    answer = client.get("/sharekit/api/conversions/", chosen).json()

    by_any = [each["conversions"] for each in answer["by_share"] if each["kind"] == "all"]
    assert by_any == ([] if count is None else [count])
    assert [each["conversions"] for each in answer["totals"]] == ([] if chosen else [18])
