"""Conversions in the report, on the page of an article, in exports and in the API."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from sharekit.aggregate.drain import drain
from sharekit.contrib.conversions.amounts import round_to_currency
from sharekit.contrib.conversions.credit.credit import credit
from sharekit.contrib.conversions.models import ConversionTotal, ShareRelease, ShareSum
from sharekit.contrib.conversions.public import record_conversion, reverse_conversion
from sharekit.contrib.conversions.reports.section import MOST, list_rows, list_sentences
from sharekit.models import Article
from sharekit.reports.period.days import Period, today
from tests.support.clock import noon
from tests.support.traffic import BRIDGE, SWIFTS, post, share
from tests.unit.contrib.conversions.orders import (
    CAMPAIGN,
    State,
    order_and_credit,
    put_article,
    put_link,
)

__all__ = ["noon"]

pytestmark = pytest.mark.django_db(transaction=True)

SITE = SWIFTS.columns["site"]


@pytest.fixture
def sold() -> None:
    """Sell: 12 orders without a share, 11 by readers' links, 7 by a campaign link, 4 elsewhere."""
    put_link()
    put_link(CAMPAIGN, state=State.CAMPAIGN)
    put_link("c2222222222", article=BRIDGE)
    order_and_credit(*range(12), token="")
    order_and_credit(*range(12, 23), value=Decimal("9.99"))
    order_and_credit(*range(23, 30), token=CAMPAIGN)
    order_and_credit(*range(30, 34), token="c2222222222")
    reverse_conversion("order", 0)
    credit()


@pytest.fixture
def traffic() -> None:
    """Count a share, before which the report only says how to get one."""
    post(share())
    drain()


def list_all(article: Article | None = None, site: str = "") -> dict[str, tuple[Any, ...]]:
    rows = list_rows(article, None, None, Period(site=site).list_articles())
    assert rows is not None
    return {row["name"]: (row["conversions"], row["reversed"], row["value"]) for row in rows}


def test_the_report_has_all_conversions_exactly_and_those_by_shares_in_fives(sold: None) -> None:
    assert list_all() == {
        "Orders": (34, 1, Decimal("329.89")),
        "Orders: by a share": (20, None, Decimal("199.89")),
        "Orders: by WhatsApp": (15, None, Decimal("149.89")),
        "Orders: by Email": (5, None, Decimal("50.00")),
        "Orders: by a share of “Swifts of the city”": (15, None, Decimal("149.89")),
        "Orders: by the campaign link “May” (Email)": (5, None, Decimal("50.00")),
    }


def test_the_page_of_an_article_has_only_those_by_its_shares(sold: None) -> None:
    assert list_all(put_article()) == {
        "Orders: by a share": (15, None, Decimal("149.89")),
        "Orders: by WhatsApp": (10, None, Decimal("99.90")),
        "Orders: by Email": (5, None, Decimal("50.00")),
        "Orders: by the campaign link “May” (Email)": (5, None, Decimal("50.00")),
    }
    assert list_all(put_article(BRIDGE)) == {}


def test_a_site_has_only_those_by_shares_of_its_articles(sold: None) -> None:
    Article.objects.filter(identity=BRIDGE.identity).update(site="b.example")

    assert list_all(site="b.example") == {}
    of_site = list_all(site=SITE)
    assert of_site["Orders: by a share"][0] == 15
    assert of_site["Orders: by a share of “Swifts of the city”"][0] == 15
    assert "Orders" not in of_site


def test_figures_of_two_periods_add_up(sold: None) -> None:
    day = today()
    yesterday = day - timedelta(days=1)
    release = ShareRelease.objects.filter(sum__article=None, sum__channel="").get()
    ShareRelease.objects.create(sum=release.sum, day=yesterday, conversions=10, value=100)
    ShareRelease.objects.filter(pk=release.pk).update(conversions=10, value=Decimal("99.90"))

    def count(since: Any, until: Any) -> int:
        rows = list_rows(None, since, until, None) or []
        return sum(row["conversions"] for row in rows if row["name"] == "Orders: by a share")

    assert count(day, day) == count(None, yesterday) == 10
    assert count(yesterday, None) == 20


def say(**more: Any) -> list[str]:
    where = {"article": None, "since": None, "until": None, "articles": None, **more}
    return list(list_sentences(list_rows(*where.values()) or []))


def test_the_report_begins_with_the_part_that_came_by_shares(sold: None) -> None:
    assert say() == ["Orders: 20 of 33 came by a share that we saw: a lower bound."]
    assert say(articles=Period(site=SITE).list_articles()) == say(article=put_article()) == []
    assert say(until=today() - timedelta(days=1)) == []


def test_few_conversions_by_shares_are_not_called_none() -> None:
    put_link()
    order_and_credit(1, 2, 3)

    assert say() == ["Orders: 3. Those by a share that we saw are shown from five on."]


def test_a_step_that_began_before_the_period_is_not_called_a_part_of_it(sold: None) -> None:
    ConversionTotal.objects.filter(day=today()).update(conversions=4, reversed=0)

    (sentence,) = say(since=today())
    assert "Orders: 4, and 20 by a share" in sentence


def test_a_figure_that_reversals_overtook_is_not_called_a_lower_bound(sold: None) -> None:
    for number in (*range(1, 12), *range(20, 24)):
        reverse_conversion("order", number)
    credit()

    (sentence,) = say()
    assert re.search("Orders: 18, and 20 by a share", sentence)
    assert "lower bound" not in sentence


def test_goals_have_rows_in_their_order_and_each_currency_its_own(settings: Settings) -> None:
    record_conversion("order", 1, value=5, currency="EUR")
    record_conversion("order", 2, value=500, currency="JPY")
    record_conversion("signup", 3)
    credit()
    settings.SHAREKIT = {**settings.SHAREKIT, "GOALS": {"signup": "Registrations"}}

    rows = list_rows(None, None, None, None) or []
    assert [(row["name"], row["value"], row["currency"]) for row in rows] == [
        ("Registrations", None, ""),
        # A goal that was taken out keeps its figures, without its title.
        ("order", Decimal("5.00"), "EUR"),
        ("order", Decimal(500), "JPY"),
    ]


def test_a_site_without_goals_has_no_section(
    settings: Settings, editor: Client, traffic: None
) -> None:
    address = reverse("admin:sharekit_report_changelist") + "?more=1"
    assert "Conversions</h2>" in editor.get(address).content.decode()
    settings.SHAREKIT = {**settings.SHAREKIT, "GOALS": {}}

    assert list_rows(None, None, None, None) is None
    assert "Conversions</h2>" not in editor.get(address).content.decode()


def test_of_many_articles_the_first_are_listed() -> None:
    for number in range(MOST + 2):
        article = Article.objects.create(site=SITE, identity=f"/{number}/", title=f"No. {number}")
        row = ShareSum.objects.create(goal="order", article=article, conversions=5 * number)
        ShareRelease.objects.create(sum=row, day=today(), conversions=5 * number)

    names = list(list_all())
    assert len(names) == MOST
    assert names[0] == f"Orders: by a share of “No. {MOST + 1}”"


def test_the_pages_show_sentence_table_and_meaning(
    sold: None, traffic: None, editor: Client
) -> None:
    of_all = editor.get(reverse("admin:sharekit_report_changelist") + "?more=1").content.decode()
    section = of_all.partition("Conversions</h2>")[2].partition("</section>")[0]
    assert "<p>Orders: 20 of 33 came by a share that we saw: a lower bound.</p>" in section
    assert re.findall(r'<td class="sharekit-number">(.*?)</td>', section)[:4] == [
        "34",
        "1",
        "329.89",
        "EUR",
    ]
    assert "a lower bound" in section

    empty = reverse("admin:sharekit_article_change", args=[put_article(BRIDGE).pk])
    section = editor.get(empty).content.decode().partition("Conversions</h2>")[2]
    assert "Nothing was counted in this period." in section.partition("</section>")[0]


def test_an_export_has_the_same_figures(sold: None, editor: Client) -> None:
    def export(form: str) -> bytes:
        address = reverse("admin:sharekit_report_export", args=["conversions", form])
        response: Any = editor.get(address)
        return b"".join(response.streaming_content)

    assert export("csv").decode("utf-8-sig").splitlines()[:3] == [
        "name,conversions,reversed,value,currency",
        "Orders,34,1,329.89,EUR",
        "Orders: by a share,20,,199.89,EUR",
    ]
    assert json.loads(export("json"))["rows"][1] == {
        "name": "Orders: by a share",
        "conversions": 20,
        "reversed": None,
        "value": "199.89",
        "currency": "EUR",
    }


def test_the_api_has_the_same_figures(sold: None, editor: Client, client: Client) -> None:
    address = reverse("sharekit:api-conversions")
    assert address == "/sharekit/api/conversions/"
    answer = editor.get(address, {"days": "7"}).json()

    assert answer["totals"] == [
        {
            "goal": "order",
            "currency": "EUR",
            "conversions": 34,
            "value": "329.890",
            "reversed": 1,
        }
    ]
    assert answer["by_share"][-1] == {
        "goal": "order",
        "currency": "EUR",
        "conversions": 5,
        "value": "50.000",
        "kind": "link",
        "channel": "email",
        "campaign": "May",
        "article": put_article().pk,
    }
    of_one = editor.get(address, {"article": str(put_article().pk)}).json()
    assert of_one["totals"] == []
    assert of_one["by_share"][0]["conversions"] == 15
    assert editor.get(address, {"until": "2020-01-01"}).json()["by_share"] == []
    assert client.get(address).status_code == 401


@pytest.mark.parametrize(
    ("currency", "shown"), [("EUR", "1.24"), ("JPY", "1"), ("KWD", "1.235"), ("XOF", "1")]
)
def test_a_sum_has_the_decimal_places_of_its_currency(currency: str, shown: str) -> None:
    assert str(round_to_currency(Decimal("1.235"), currency)) == shown


def test_days_are_those_of_the_sites_clock() -> None:
    order_and_credit(1, token="w")

    local = timezone.localtime(timezone.now(), timezone.get_default_timezone())
    assert ConversionTotal.objects.get().day == local.date()
