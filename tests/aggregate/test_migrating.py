"""Counts from before there were totals are in the totals, too."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from sharekit import aggregate, models
from sharekit.buffers.database import DatabaseBuffer
from tests.aggregate.test_counts import assert_totals_agree, sum_up
from tests.traffic import EVENTS, HOUR, NOON, stamped

DAY = 24 * HOUR


@pytest.mark.django_db
def test_totals_are_filled_with_what_was_counted_before() -> None:
    DatabaseBuffer().append(EVENTS)
    aggregate.drain()
    totals = (
        models.ArticleChannelTotal,
        models.ArticleTotal,
        models.ChannelTotal,
        models.SourceTotal,
    )
    for model in totals:
        model._default_manager.all().delete()

    for name in ("0006_total_by_day", "0008_total_by_span"):
        import_module(f"sharekit.migrations.{name}").fill(apps, connection)

    assert all(model._default_manager.exists() for model in totals)
    assert_totals_agree()


@pytest.mark.django_db
def test_totals_by_day_are_left_by_the_way_back() -> None:
    for _ in range(2):
        DatabaseBuffer().append(EVENTS)
        aggregate.drain()
        aggregate.fold()
    # One day has something new beside what was folded, another has nothing else.
    unnamed = [event for event in EVENTS if not event.name and not event.mark]
    DatabaseBuffer().append([*unnamed, stamped(at=NOON + 40 * DAY, source="dark")])
    aggregate.drain()
    by, counts = ("article_id", "day"), models.ArticleTotal.COUNTS
    daily = models.ArticleTotal.objects.filter(span__lte=models.Span.DAY)
    before = sum_up(daily.values(), by=by, counts=counts)

    import_module("sharekit.migrations.0008_total_by_span").keep_days(apps, connection)

    assert sum_up(models.ArticleTotal.objects.values(), by=by, counts=counts) == before
    days = list(models.ArticleTotal.objects.values_list("article_id", "day"))
    assert len(days) == len(set(days))
