"""Senders that the site does not want counted, and proxies that it did not declare."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import RequestFactory
from django.utils import timezone
from pytest_django import Settings

from sharekit.collect.senders import proxies
from sharekit.collect.senders.ignored import get_reason
from sharekit.collect.senders.limit import check
from sharekit.exceptions import Refused
from sharekit.models import Notice
from sharekit.views import read_sender
from tests.support import caches
from tests.support.traffic import post, share, visit
from tests.unit.collect.limit.sending import NO_LIMITS

PUBLIC = "93.184.215.14"


@pytest.mark.parametrize(
    ("networks", "address", "forwarded"),
    [
        (["93.184.215.0/24"], PUBLIC, ""),
        (["93.184.215.14"], PUBLIC, ""),
        (["93.184.215.77/24"], PUBLIC, ""),
        (["10.0.0.0/8", "93.184.215.14"], f"::ffff:{PUBLIC}", ""),
        (["2606:2800::/32"], "2606:2800:21f::7", ""),
        (["2606:2800:21f::/64"], "2606:2800:21f::7", ""),
        (["2606:2800:21f::9"], "2606:2800:21f::7", ""),
        (["127.0.0.1"], "127.0.0.1", ""),
        (["93.184.215.0/24"], "10.0.0.1", PUBLIC),
    ],
)
def test_events_from_an_ignored_network_are_not_counted(
    settings: Settings, networks: list[str], address: str, forwarded: str
) -> None:
    settings.SHAREKIT = {"IGNORE_NETWORKS": networks, "TRUSTED_PROXIES": int(bool(forwarded))}

    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    assert get_reason(headers=headers, address=address) == "network"


@pytest.mark.parametrize(
    ("networks", "address"),
    [
        (["93.184.216.0/24"], PUBLIC),
        (["2606:2800:220::/48"], "2606:2800:21f::7"),
        (["2606:2800:220::/48"], PUBLIC),
        (["0.0.0.0/0"], "2606:2800:21f::7"),
        (["0.0.0.0/0"], "nonsense"),
        (["::/0"], ""),
        ([], PUBLIC),
    ],
)
def test_events_from_others_are(settings: Settings, networks: list[str], address: str) -> None:
    settings.SHAREKIT = {"IGNORE_NETWORKS": networks}

    assert get_reason(headers={}, address=address) == ""


@pytest.mark.parametrize(
    ("agents", "agent", "reason"),
    [
        (["OurMonitor/"], "OurMonitor/2.0", "agent"),
        (["ourmonitor"], "Mozilla/5.0 (OurMonitor)", "agent"),
        (["A", "OURMONITOR"], "ourmonitor", "agent"),
        (["OurMonitor/"], "Mozilla/5.0 Firefox/153.0", ""),
        ([".*"], "Mozilla/5.0 Firefox/153.0", ""),
        (["OurMonitor"], None, ""),
    ],
)
def test_agents_are_ignored_by_a_part_of_their_name(
    settings: Settings, agents: list[str], agent: str | None, reason: str
) -> None:
    settings.SHAREKIT = {"IGNORE_AGENTS": agents}
    headers = {} if agent is None else {"user-agent": agent}

    assert get_reason(headers=headers, address=PUBLIC) == reason


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
    caches.empty()
    pass_proxy()
    assert timezone.now() - Notice.objects.get().at < timedelta(minutes=1)


@pytest.mark.django_db
def test_a_proxy_that_is_ignored_is_noted_too(settings: Settings) -> None:
    settings.SHAREKIT = {"IGNORE_NETWORKS": [PUBLIC]}

    assert get_reason(headers={"x-forwarded-for": "6.6.6.6"}, address=PUBLIC) == "network"
    assert Notice.objects.get().name == "forwarded"


@pytest.mark.django_db
def test_a_declared_proxy_is_not_noted(settings: Settings) -> None:
    settings.SHAREKIT = {"TRUSTED_PROXIES": 1}
    pass_proxy()

    assert not Notice.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "host", "sharekit", "is_noted"),
    [
        ("127.0.0.1", "news.example", {}, True),
        ("172.18.0.1", "news.example", {}, True),
        ("100.64.0.1", "news.example", {}, True),
        ("::1", "news.example", {}, True),
        ("fd00::2", "news.example", {}, True),
        # nginx passes this host unless its configuration says otherwise.
        ("127.0.0.1", "127.0.0.1:8000", {"SITE_URL": "https://news.example"}, True),
        # One proxy too few or too many, and limits that are off.
        ("10.0.0.2", "news.example", {"TRUSTED_PROXIES": 1}, True),
        ("10.0.0.2", "news.example", {"TRUSTED_PROXIES": 3}, True),
        ("10.0.0.2", "news.example", NO_LIMITS, True),
        # A developer, an intranet, and a reader on the Internet.
        ("127.0.0.1", "localhost:8000", {}, False),
        ("127.0.0.1", "127.0.0.1:8000", {"SITE_URL": "http://127.0.0.1:8000"}, False),
        ("10.0.0.7", "10.0.0.1", {}, False),
        (PUBLIC, "news.example", {}, False),
        (PUBLIC, "news.example", {"TRUSTED_PROXIES": 2}, False),
    ],
)
def test_a_proxy_that_hides_readers_is_noted(
    settings: Settings, address: str, host: str, sharekit: dict[str, Any], *, is_noted: bool
) -> None:
    settings.SHAREKIT = sharekit
    headers = {"host": host}
    if "TRUSTED_PROXIES" in sharekit:
        headers["x-forwarded-for"] = f"{address}, 10.0.0.9" if address == PUBLIC else "10.0.0.1"
    proxies.note_hidden(headers, address=address)

    assert [notice.name for notice in Notice.objects.all()] == ["hidden"] * is_noted


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("forwarded", "names"),
    [(PUBLIC, []), (f"81.2.69.7, {PUBLIC}", ["longer"]), (f"81.2.69.7,, {PUBLIC}", ["longer"])],
)
def test_a_proxy_in_front_of_the_declared_ones_is_noted(
    settings: Settings, forwarded: str, names: list[str]
) -> None:
    """Such as a CDN, whose public address would be that of all readers."""
    settings.SHAREKIT = {"TRUSTED_PROXIES": 1}
    headers = {"host": "news.example", "x-forwarded-for": forwarded}
    proxies.note_hidden(headers, address="10.0.0.2")

    assert [notice.name for notice in Notice.objects.all()] == names


@pytest.mark.django_db
@pytest.mark.parametrize("name", proxies.CLIENTS)
@pytest.mark.parametrize(
    ("reader", "forwarded", "names"),
    [
        (PUBLIC, PUBLIC, []),
        ("2001:470::7", "2001:470::9", []),
        ("81.2.69.7", PUBLIC, ["longer"]),
        ("2001:470::7", PUBLIC, ["longer"]),
        ("nonsense", PUBLIC, ["longer"]),
    ],
)
def test_a_proxy_that_overwrites_the_address_of_a_cdn_s_reader_is_noted(
    settings: Settings, name: str, reader: str, forwarded: str, names: list[str]
) -> None:
    settings.SHAREKIT = {"TRUSTED_PROXIES": 1}
    headers = {"host": "news.example", "x-forwarded-for": forwarded, name: reader}
    proxies.note_hidden(headers, address="10.0.0.2")

    assert [notice.name for notice in Notice.objects.all()] == names


@pytest.mark.parametrize("name", proxies.CLIENTS)
def test_the_view_passes_the_address_that_a_cdn_names(name: str, rf: RequestFactory) -> None:
    assert read_sender(rf.post("/", headers={name: PUBLIC}))["headers"] == {name: PUBLIC}


@pytest.mark.django_db(transaction=True)
def test_of_a_local_reader_only_marked_visits_are_noted() -> None:
    post(share(), {"kind": "view", "entry": True}, address="127.0.0.1")
    assert not Notice.objects.exists()

    post(visit("w1111111111"), address="127.0.0.1")
    assert Notice.objects.get().name == "hidden"


def test_a_note_that_is_not_written_keeps_nobody_out(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, db: None
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise DatabaseError("the database is away\nand more")

    monkeypatch.setattr(Notice.objects, "update_or_create", refuse)
    with caplog.at_level(logging.WARNING, "sharekit"):
        assert [pass_proxy(), pass_proxy()] == ["", ""]

    assert [record.getMessage() for record in caplog.records] == [
        "A proxy could not be recorded: the database is away"
    ]
