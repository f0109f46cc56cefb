"""The counts of minutes: the last hour, each event once, and the same sums as the rollups."""

from __future__ import annotations

import time

import pytest
from django.db.models import Sum

from sharekit.aggregate.drain import drain
from sharekit.keeping.prune import prune
from sharekit.keys import ArticleKey
from sharekit.models import MINUTES, MinuteTotal
from tests.support.traffic import post, share, store, visit

pytestmark = pytest.mark.django_db(transaction=True)

MINUTE = 60_000
ELSEWHERE = ArticleKey("/a/", "https://other.example/a/", "Elsewhere")


def add_up(**where: object) -> dict[str, int]:
    sums = MinuteTotal.objects.filter(**where).aggregate(
        **{f"sum_{name}": Sum(name) for name in MinuteTotal.counts()}
    )
    return {name.removeprefix("sum_"): count or 0 for name, count in sums.items()}


def test_views_shares_copies_and_visits_from_shares_are_counted_in_their_minute() -> None:
    link, opened = share(), share()
    post(link, opened, {"kind": "copy", "channel": "copy-link"}, {"kind": "view", "entry": True})
    post(visit(opened["token"]), address="192.0.2.2")
    drain()

    assert add_up() == {"views": 2, "clickbacks": 1, "acts": 3}
    now = int(time.time()) // 60
    assert set(MinuteTotal.objects.values_list("minute", flat=True)) <= {now - 1, now}


def test_what_is_sent_again_counts_once() -> None:
    link = share()
    seen = visit(link["token"])
    for _ in range(2):
        post(link)
        post(seen, address="192.0.2.2")
        drain()

    assert add_up() == {"views": 1, "clickbacks": 1, "acts": 1}


def test_each_site_has_its_own_counts() -> None:
    store(0)
    store(0)
    store(0, article=ELSEWHERE)
    drain()

    assert add_up(site="news.example")["views"] == 2
    assert add_up(site="other.example")["views"] == 1


def test_events_older_than_an_hour_are_not_counted_by_minute() -> None:
    store((MINUTES - 1) * MINUTE)
    store((MINUTES + 1) * MINUTE)
    drain()

    assert add_up()["views"] == 1


def test_words_that_are_looked_up_do_not_count() -> None:
    store(0, kind="lookup", mark="t")
    drain()

    assert not MinuteTotal.objects.exists()


def test_prune_deletes_minutes_after_an_hour() -> None:
    now = int(time.time()) // 60
    for minute in (now - MINUTES - 1, now - MINUTES + 5):
        MinuteTotal.objects.create(minute=minute, site="news.example", views=1)

    prune()

    assert list(MinuteTotal.objects.values_list("minute", flat=True)) == [now - MINUTES + 5]
