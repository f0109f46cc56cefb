"""sharekit_prune: folds and deletes, says how much, and keeps every count."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from sharekit import tokens
from sharekit.aggregate.drain import drain
from sharekit.models import Clickback, DailySalt, RejectedEvent, ShareLink, ShareRollup
from sharekit.reports.figures.articles.sums import list_articles
from sharekit.reports.period.days import Period
from tests.support.traffic import post, share, visit


def run() -> list[str]:
    out = io.StringIO()
    call_command("sharekit_prune", stdout=out)
    return out.getvalue().splitlines()


@pytest.mark.django_db(transaction=True)
def test_old_rows_go_and_their_counts_stay() -> None:
    link = tokens.mint("w")
    post(share(link))
    post(visit(link), address="192.0.2.2")
    drain()
    RejectedEvent.objects.create(payload=b"[]", error="too long")
    before = list_articles(Period())
    old = timezone.now() - timedelta(days=100)
    for model in (ShareLink, Clickback, RejectedEvent):
        model._default_manager.update(at=old)
    Clickback.objects.update(day=old.date())
    ShareRollup.objects.update(day=old.date())
    DailySalt.objects.create(day=old.date(), salt=b"salt")

    lines = run()

    assert lines == [
        "Rows of hourly counts folded into days: 1",
        "Salts of readers' hashes deleted: 1",
        "Visits cleared of their reader: 1",
        "Links deleted: 1",
        "Visits deleted: 1",
        "Counts of copied blocks deleted: 0",
        "Rejected events deleted: 1",
    ]
    assert list_articles(Period()) == before
    assert not ShareLink.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_is_young_stays() -> None:
    post(share())
    drain()

    assert all(line.endswith(": 0") for line in run())
    assert ShareLink.objects.count() == 1
