"""The views for monitoring reveal nothing to strangers, and answer during any failure."""

from __future__ import annotations

import socket
import sys
from datetime import date, timedelta

import pytest
from django.core.handlers.base import BaseHandler
from django.db import connection
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import DjangoAssertNumQueries, Settings

from sharekit.models import BufferedEvent, DailySalt, RejectedEvent, ShardCursor
from tests.support.traffic import post, share

HEALTH, READY, METRICS = (f"/sharekit/{name}/" for name in ("health", "ready", "metrics"))
TOKEN = "a token of some length"
STREAMS = "sharekit.buffers.redis_stream.RedisStreamBuffer"


@pytest.fixture
def scraper(settings: Settings) -> Client:
    settings.SHAREKIT = {"METRICS_TOKEN": TOKEN}
    return Client(headers={"Authorization": f"Bearer {TOKEN}"})


@pytest.mark.django_db
@pytest.mark.parametrize("address", [HEALTH, READY])
def test_all_is_well_is_200_and_ok_and_nothing_else(client: Client, address: str) -> None:
    response = client.get(address)

    assert (response.status_code, response.content) == (200, b"ok\n")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Cache-Control"] == "private, no-store"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.django_db(transaction=True)
def test_what_nobody_counts_is_unhealthy_and_ready(client: Client) -> None:
    post(share())
    BufferedEvent.objects.update(at=timezone.now() - timedelta(hours=1))

    assert client.get(HEALTH).status_code == 503
    assert client.get(HEALTH).content == b"unhealthy\n"
    assert client.get(READY).status_code == 200


@pytest.mark.django_db
def test_a_rejected_event_is_unhealthy_and_takes_no_server_out_of_service(client: Client) -> None:
    RejectedEvent.objects.create(payload=b"[]", error="too long")

    assert (client.get(HEALTH).status_code, client.get(READY).status_code) == (503, 200)


@pytest.mark.django_db
def test_readers_hashes_that_are_kept_too_long_are_unhealthy_and_ready(client: Client) -> None:
    DailySalt.objects.create(day=date(2026, 9, 1), salt=b"salt")

    assert (client.get(HEALTH).status_code, client.get(READY).status_code) == (503, 200)


@pytest.mark.django_db
def test_readiness_is_one_query_and_asks_no_redis(
    client: Client, settings: Settings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ShardCursor.objects.create(shard="redis:0")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        options = {"URL": f"redis://127.0.0.1:{silent.getsockname()[1]}/0"}
        settings.SHAREKIT = {"BUFFER": {"BACKEND": STREAMS, "OPTIONS": options}}
        with django_assert_num_queries(1):
            answers = [client.get(READY).status_code for _ in range(10)]
        silent.setblocking(False)
        with pytest.raises(BlockingIOError):
            silent.accept()

    assert answers == [200] * 10


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("in_transactions", [False, True])
def test_a_database_that_is_away_is_503(
    client: Client, monkeypatch: pytest.MonkeyPatch, *, in_transactions: bool
) -> None:
    with monkeypatch.context() as patch:
        patch.setitem(connection.settings_dict, "NAME", "/no folder/database")
        patch.setitem(connection.settings_dict, "ATOMIC_REQUESTS", in_transactions)
        connection.close()
        answers = [client.get(address) for address in (HEALTH, READY)]
    connection.close()

    assert [answer.status_code for answer in answers] == [503, 503]
    assert [answer.content for answer in answers] == [b"unhealthy\n", b"not ready\n"]


@pytest.mark.django_db
def test_asking_without_end_costs_no_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(HEALTH)

    with django_assert_num_queries(0):
        for _ in range(100):
            assert client.get(HEALTH).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("address", [HEALTH, READY])
def test_head_is_answered_and_other_methods_are_not(client: Client, address: str) -> None:
    head = client.head(address)

    assert (head.status_code, head.content) == (200, b"")
    assert client.post(address).status_code == 405


@pytest.mark.django_db
def test_with_the_token_prometheus_gets_its_figures(scraper: Client) -> None:
    response = scraper.get(METRICS)

    assert response.status_code == 200
    assert response["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert response["Cache-Control"] == "private, no-store"
    families = text_string_to_metric_families(response.content.decode())
    assert "sharekit_healthy" in [family.name for family in families]
    assert scraper.head(METRICS).status_code == 200
    assert scraper.post(METRICS).status_code == 405


@pytest.mark.parametrize(
    "given", ["", "Bearer", "Bearer ", f"bearer {TOKEN}", f"Bearer {TOKEN}x", TOKEN, "Bearer é"]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_to_strangers_there_is_no_such_address(settings: Settings, given: str, method: str) -> None:
    settings.SHAREKIT = {"METRICS_TOKEN": TOKEN}
    stranger = Client(headers={"Authorization": given}, enforce_csrf_checks=True)

    response = getattr(stranger, method)(METRICS)

    nowhere = stranger.get("/sharekit/nowhere/")
    assert (response.status_code, response.content) == (404, nowhere.content)


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer "])
def test_without_the_setting_the_address_is_closed(given: str) -> None:
    assert Client(headers={"Authorization": given}).get(METRICS).status_code == 404


def test_without_the_extra_the_address_is_closed(
    scraper: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "prometheus_client", None)

    assert scraper.get(METRICS).status_code == 404


def test_the_doors_do_not_wait_for_a_transaction_of_the_request() -> None:
    """ATOMIC_REQUESTS would ask the database before us, and raise when it is away."""
    from sharekit import monitoring

    handler = BaseHandler()
    for view in (monitoring.health, monitoring.ready, monitoring.metrics):
        assert handler.make_view_atomic(view) is view
