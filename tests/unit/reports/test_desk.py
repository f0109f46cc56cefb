"""What goes up and what is worth pushing is the same at every door, with its reason."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from msgspec.structs import replace

from sharekit.models import Article
from sharekit.reports.figures.tips.promising import list_promising
from sharekit.reports.figures.tips.rising import list_rising
from sharekit.reports.period.days import last_days, today
from sharekit.reports.tables.desk import tabulate_promising, tabulate_rising
from sharekit.reports.words.reasons import format_promising, format_rising
from tests.support.counts import add, get_article

pytestmark = pytest.mark.django_db
DAYS = 3
TABLES = ("rising", "promising")


@pytest.fixture(autouse=True)
def articles() -> list[Article]:
    """Let a site have articles that are shared as usual, and on each of two sites one that is not;
    return these.
    """
    for number in range(1, 21):
        live(get_article(f"usual-{number}"), views=1_000 // number, acts=20 // number)
    special = [get_article("swifts"), get_article("swifts", site="blog.example")]
    for article in special:
        live(article, views=10, acts=1)
        add(
            article,
            acts={
                ("email", today(), 8): {"shares": 21, "marked": 20, "clickbacks": 30},
                ("copy-link", today(), 7): {"copies": 9, "lookups": 99},
            },
            views={("search", today(), 8): 40},
        )
    live(get_article("usual", site="blog.example"), views=2_000, acts=50)
    return special


def live(article: Article, *, views: int, acts: int) -> None:
    """Let the same happen on each of the last days."""
    for ago in range(15):
        day = today() - timedelta(days=ago)
        add(
            article,
            acts={("whatsapp", day, 8): {"shares": acts}},
            views={("search", day, 8): views},
        )


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(User.objects.create_user("editor", is_staff=True, is_superuser=True))
    return client


@pytest.mark.parametrize("site", ["", "blog.example"])
def test_every_door_lists_the_same(client: Client, articles: list[Article], site: str) -> None:
    period = last_days(DAYS, site=site)
    reasons = {
        "rising": {each.id: format_rising(each) for each in list_rising(period)},
        "promising": {each.id: format_promising(each) for each in list_promising(period)},
    }
    expected = {article.pk for article in articles if site in {"", article.site}}
    assert {name: set(found) for name, found in reasons.items()} == dict.fromkeys(TABLES, expected)

    limits: dict[str, Any] = {"site": site} if site else {}
    asked = {**limits, "days": DAYS}
    command = run(site, "--format=json")
    for name, found in reasons.items():
        answer = client.get(
            reverse(f"sharekit:api-{name}"), limits if name == "rising" else asked
        ).json()[name]
        assert {row["id"]: row["reason"] for row in answer} == found
        exported = [export(client, name, form, asked) for form in ("json", "csv")]
        for rows in (answer, json.loads(command)[name], *exported):
            assert {int(row["id"]): row["reason"] for row in rows} == found
        assert json.loads(command)[name] == exported[0]
    text = " ".join(run(site).split())
    given = [reason for found in reasons.values() for reason in found.values()]
    assert [reason for reason in given if reason not in text] == []


def run(site: str, *arguments: str) -> str:
    out = io.StringIO()
    call_command("sharekit_report", f"--days={DAYS}", f"--site={site}", *arguments, stdout=out)
    return out.getvalue()


def export(client: Client, name: str, form: str, asked: dict[str, Any]) -> list[dict[str, Any]]:
    sent = client.get(reverse("admin:sharekit_report_export", args=[name, form]), asked).getvalue()
    if form == "json":
        rows: list[dict[str, Any]] = json.loads(sent)["rows"]
        return rows
    return list(csv.DictReader(io.StringIO(sent.decode("utf-8-sig"), newline="")))


def test_a_report_of_one_article_lists_no_others(client: Client, articles: list[Article]) -> None:
    one = json.loads(run("", "--format=json", f"--article={articles[0].pk}"))

    assert (one["rising"], one["promising"]) == ([], [])
    for name in TABLES:
        address = reverse("admin:sharekit_report_export", args=[name, "json"])
        assert client.get(address, {"article": articles[0].pk}).status_code == 404


def test_a_limit_keeps_the_first_ones(client: Client) -> None:
    for name in TABLES:
        address = reverse(f"sharekit:api-{name}")
        whole = client.get(address).json()[name]
        assert client.get(address, {"limit": 1}).json()[name] == whole[:1]
        assert client.get(address, {"limit": 101}).status_code == 400


def test_the_best_channel_has_the_most_visits_per_share_if_enough_are_tracked() -> None:
    best = {each.best for each in list_promising(last_days(DAYS))}

    assert [(each.channel, each.visits_per_share) for each in best] == [("email", 1.5)]


def test_every_cell_is_text_for_people() -> None:
    found = list_rising()
    tables = [
        tabulate_rising([found[0], replace(found[0], factor=None)]),
        tabulate_promising(list_promising(last_days(DAYS))),
    ]
    for table in tables:
        for row in table.rows:
            shown = [each for each in table.columns if each.is_shown]
            assert all(isinstance(each.format(row[each.name]), str) for each in shown)


def test_each_list_needs_few_queries() -> None:
    with CaptureQueriesContext(connection) as queries:
        list_rising()
    assert len(queries) == 3
    with CaptureQueriesContext(connection) as queries:
        list_promising(last_days(DAYS))
    assert len(queries) == 3
