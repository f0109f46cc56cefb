"""Proxies that the site did not declare have a limit of their own, and are noted."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError
from django.utils import timezone
from pytest_django import Settings

from sharekit.collect.senders import check, limit, proxies
from sharekit.exceptions import Refused
from sharekit.models import Notice

PUBLIC = "93.184.215.14"


@pytest.fixture(autouse=True)
def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    limit._find_counter.cache_clear()
    monkeypatch.setattr(proxies, "_silent_until", 0.0)


def pass_proxy(address: str = PUBLIC, agent: str = "a") -> str:
    headers = {"user-agent": agent, "x-forwarded-for": "6.6.6.6"}
    try:
        check(headers=headers, address=address, cost=120)
    except Refused as refused:
        return str(refused.status)
    return ""


@pytest.mark.django_db
@pytest.mark.parametrize("address", [PUBLIC, "2606:2800:21f::7"])
def test_a_proxy_that_was_not_declared_has_the_limit_of_a_48(address: str) -> None:
    answers = [pass_proxy(address) for _ in range(101)]

    assert answers == [""] * 100 + ["429"]


@pytest.mark.django_db
def test_that_it_was_seen_is_noted_once_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    pass_proxy()
    pass_proxy("10.0.0.1")
    notice = Notice.objects.get()
    assert (notice.name, timezone.now() - notice.at < timedelta(minutes=1)) == ("forwarded", True)

    Notice.objects.update(at=timezone.now() - timedelta(days=1))
    pass_proxy()
    assert timezone.now() - Notice.objects.get().at > timedelta(hours=23)
    monkeypatch.setattr(proxies, "_silent_until", 0.0)
    pass_proxy()
    assert timezone.now() - Notice.objects.get().at < timedelta(minutes=1)


@pytest.mark.django_db
def test_a_declared_proxy_is_not_noted(settings: Settings) -> None:
    settings.SHAREKIT = {"TRUSTED_PROXIES": 1}
    pass_proxy()

    assert not Notice.objects.exists()


def test_a_note_that_is_not_written_keeps_nobody_out(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, db: None
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise DatabaseError("the database is away\nand more")

    monkeypatch.setattr(Notice.objects, "update_or_create", refuse)
    with caplog.at_level(logging.WARNING, "sharekit"):
        assert [pass_proxy(), pass_proxy()] == ["", ""]

    assert [record.getMessage() for record in caplog.records] == [
        "An undeclared proxy was not noted: the database is away"
    ]
