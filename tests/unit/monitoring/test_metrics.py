"""Metrics have the figures of sharekit_status, under names that Prometheus expects."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone
from prometheus_client import REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import DjangoAssertNumQueries, Settings

from sharekit import metrics
from sharekit.aggregate.drain import drain
from sharekit.models import BufferedEvent, DailySalt, RejectedEvent
from tests.support.traffic import post, share

Samples = dict[tuple[str, str], float]


def read(text: bytes) -> Samples:
    """Return every sample by name and shard, as Prometheus' own parser reads them."""
    return {
        (sample.name, sample.labels.get("shard", "")): sample.value
        for family in text_string_to_metric_families(text.decode())
        for sample in family.samples
    }


@pytest.fixture
def remote(settings: Settings) -> None:
    settings.SHAREKIT = {"BUFFER": "tests.support.buffers.AwayBuffer"}


@pytest.mark.django_db(transaction=True)
def test_what_was_counted_and_what_waits_is_reported_by_shard() -> None:
    before = timezone.now().timestamp()
    post(share(), share())
    drain()
    post(share())
    BufferedEvent.objects.update(at=timezone.now() - timedelta(seconds=30))

    samples = read(metrics.render())

    assert before <= samples.pop(("sharekit_last_drain_timestamp_seconds", "database"))
    assert 30 <= samples.pop(("sharekit_lag_seconds", "database")) < 60
    assert samples == {
        ("sharekit_healthy", ""): 1,
        ("sharekit_events_rejected", ""): 0,
        ("sharekit_readers_overdue", ""): 0,
        ("sharekit_events_overflowed", ""): 0,
        ("sharekit_buffer_faults", ""): 0,
        ("sharekit_buffer_advice", ""): 0,
        ("sharekit_events_waiting", "database"): 1,
        ("sharekit_events_counted_total", "database"): 2,
    }


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("remote")
def test_faults_advice_overflow_and_rejected_events_are_counted() -> None:
    BufferedEvent.objects.create(payload=b"[]", count=7, at=timezone.now())
    RejectedEvent.objects.create(payload=b"[]", error="too long")

    samples = read(metrics.render())

    assert samples["sharekit_healthy", ""] == 0
    assert samples["sharekit_events_rejected", ""] == 1
    assert samples["sharekit_events_overflowed", ""] == 7
    assert samples["sharekit_buffer_faults", ""] == 1
    assert samples["sharekit_buffer_advice", ""] == 1
    assert samples["sharekit_events_waiting", "database"] == 7
    # No worker has read it yet, so there is no time.
    assert ("sharekit_last_drain_timestamp_seconds", "database") not in samples


@pytest.mark.django_db
def test_readers_hashes_that_are_kept_too_long_are_reported() -> None:
    DailySalt.objects.create(day=date(2026, 9, 1), salt=b"salt")

    samples = read(metrics.render())

    assert (samples["sharekit_readers_overdue", ""], samples["sharekit_healthy", ""]) == (1, 0)


@pytest.mark.django_db
def test_every_metric_has_a_help_text_and_a_type() -> None:
    for family in text_string_to_metric_families(metrics.render().decode()):
        assert family.documentation.endswith(".")
        assert family.type in {"gauge", "counter"}


@pytest.mark.django_db
def test_a_site_with_a_registry_of_its_own_adds_ours(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    registry = CollectorRegistry(auto_describe=True)

    with django_assert_num_queries(0):
        registry.register(metrics.Collector())

    assert read(generate_latest(registry)).keys() == read(metrics.render()).keys()


def test_the_registry_that_all_libraries_share_is_left_alone() -> None:
    assert not any(family.name.startswith("sharekit") for family in REGISTRY.collect())


@pytest.mark.django_db(transaction=True)
def test_without_a_database_only_the_failure_is_reported(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with monkeypatch.context() as patch:
        patch.setitem(connection.settings_dict, "NAME", "/no folder/database")
        connection.close()
        samples = read(metrics.render())
    connection.close()

    assert samples == {("sharekit_healthy", ""): 0}
    assert "The metrics are not available: " in caplog.text
