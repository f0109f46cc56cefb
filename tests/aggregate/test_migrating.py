"""What was counted before there were totals stands in them, too."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from sharekit import aggregate, models
from sharekit.buffers.database import DatabaseBuffer
from tests.aggregate.test_counts import assert_totals_agree
from tests.traffic import EVENTS


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
