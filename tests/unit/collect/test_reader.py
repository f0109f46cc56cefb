"""A reader is recognised for a day, by nothing that is kept."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import override_settings
from pytest_django import Settings

from sharekit import keys
from sharekit.collect import reader
from sharekit.collect.stamp import stamp
from sharekit.events import Request, View
from sharekit.exceptions import NotStored
from sharekit.models import DailySalt
from tests.support.traffic import SWIFTS

TODAY = 1_790_000_000_000
DAY = 86_400_000


@pytest.fixture(autouse=True)
def fresh_salts(db: None) -> None:
    reader._salts = {}


def identify(
    address: str = "192.0.2.1", *, agent: str = "a", host: str = "h", at: int = TODAY
) -> str:
    return reader.identify(
        headers={"user-agent": agent, "host": host}, address=address, received=at
    )


def test_the_same_address_agent_and_host_are_the_same_reader_for_a_day() -> None:
    assert identify() == identify()
    assert len({identify(), identify("192.0.2.2"), identify(agent="b"), identify(host="i")}) == 4
    assert identify() != identify(at=TODAY + DAY)


def test_the_hash_says_nothing_without_the_salt() -> None:
    first = identify()
    DailySalt.objects.all().delete()
    reader._salts = {}

    assert identify() != first


def test_an_ipv6_reader_is_known_by_the_network() -> None:
    assert identify("2001:db8:1:2::1") == identify("2001:db8:1:2:ffff::9")
    assert identify("2001:db8:1:2::1") != identify("2001:db8:1:3::1")


def test_an_ipv4_address_is_the_same_in_ipv6_clothes() -> None:
    assert identify("::ffff:192.0.2.1") == identify("192.0.2.1")


@pytest.mark.parametrize("address", ["", "unix:", "127.0.0.1:80"])
def test_a_reader_without_address_is_unknown(address: str) -> None:
    assert identify(address) == ""


IPV4, IPV6 = "203.0.113.7", "20010db800010002"
WRITTEN = {
    "203.0.113.7": IPV4,
    "203.0.113.7:51234": IPV4,
    " 203.0.113.7 ": IPV4,
    "\t203.0.113.7:1\t": IPV4,
    "6.6.6.6,203.0.113.7:51234": IPV4,
    "6.6.6.6:80, , 203.0.113.7:51234,": IPV4,
    ", 203.0.113.7": IPV4,
    "203.0.113.7, ,": IPV4,
    "::ffff:203.0.113.7": IPV4,
    "::FFFF:CB00:7107": IPV4,
    "[::ffff:203.0.113.7]:443": IPV4,
    "64:ff9b::203.0.113.7": IPV4,
    "[64:ff9b::cb00:7107]:443": IPV4,
    "2001:db8:1:2::1": IPV6,
    "2001:DB8:1:2::1": IPV6,
    "[2001:db8:1:2::1]": IPV6,
    "[2001:db8:1:2::1]:443": IPV6,
    "2001:db8:1:2::1%eth0": IPV6,
    "[2001:db8:1:2::1%25eth0]:443": IPV6,
    "unknown": "",
    "_hidden": "",
    "unix:": "",
    "localhost:80": "",
    "203.0.113": "",
    "203.0.113.7:": "",
    "203.0.113.7:x": "",
    "203.0.113.7:1234567": "",
    "203.0.113.7:80:80": "",
    "203.0.113.7 80": "",
    "203.0.113.007": "",
    "203.0.113.7%eth0": "",
    "203.0.113.7\x00": "",
    "0xcb.0.113.7": "",
    "203.0.29191": "",
    "\ud800.0.113.7": "",
    "[203.0.113.7]:80": "",
    "[2001:db8:1:2::1": "",
    "2001:db8:1:2::1]": "",
    "[2001:db8:1:2::1]443": "",
    "[2001:db8:1:2::1]:": "",
    "[[2001:db8:1:2::1]]": "",
    "[]": "",
    "2001:db8:::1": "",
    "2001:db8:1:2::1%": "",
    "\xb2\xb2.0.113.7": "",
    "6.6.6.6, unknown": "",
    ",": "",
}
"""A reader's network by the hops that name it, "" where they name none."""


def test_a_hop_may_be_written_in_many_ways() -> None:
    with override_settings(SHAREKIT={"TRUSTED_PROXIES": 1}):
        read = {text: reader.get_network(text, address="192.0.2.1") for text in WRITTEN}

    assert read == WRITTEN


def test_a_peer_has_no_port_and_the_header_of_strangers_is_not_read() -> None:
    assert reader.get_network("203.0.113.7", address="192.0.2.1") == "192.0.2.1"
    assert reader.get_network("203.0.113.7", address="fe80::1%eth0") == "fe80000000000000"
    assert reader.get_network("203.0.113.7", address="192.0.2.1:80") == ""


@pytest.mark.parametrize(
    ("proxies", "header", "reported"),
    [
        (1, "unknown", "TRUSTED_PROXIES is 1, and X-Forwarded-For holds no valid address there"),
        (0, "203.0.113.7", "TRUSTED_PROXIES is 0, and the server gives no valid REMOTE_ADDR"),
        (3, "203.0.113.7, 10.0.0.1", "fewer addresses than TRUSTED_PROXIES (3)"),
    ],
)
def test_an_unknown_address_is_reported_once_and_not_shown(
    proxies: int, header: str, reported: str, caplog: pytest.LogCaptureFixture
) -> None:
    with override_settings(SHAREKIT={"TRUSTED_PROXIES": proxies}):
        for _ in range(3):
            reader.identify(
                headers={"x-forwarded-for": header},
                address="" if proxies < 2 else "192.0.2.1",
                received=TODAY,
            )

    (record,) = caplog.records
    assert reported in record.getMessage()
    assert "203.0.113" not in record.getMessage()


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        (2, "6.6.6.6, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.1"),
        (1, "", ""),
        (1, "not an address", ""),
    ],
)
def test_the_client_is_as_many_hops_from_the_right_as_there_are_proxies(
    proxies: int, forwarded: str, expected: str
) -> None:
    with override_settings(SHAREKIT={"TRUSTED_PROXIES": proxies}):
        assert reader.get_network(forwarded, address="192.0.2.1") == expected


def test_tomorrows_salt_is_made_today_and_used_tomorrow() -> None:
    today = datetime.fromtimestamp(TODAY / 1000, UTC).date()
    salt = reader.get_salt(today)
    reader._salts = {}

    assert reader.get_salt(today) == salt
    tomorrow = today + timedelta(days=1)
    made = bytes(DailySalt.objects.get(day=tomorrow).salt)
    assert reader.get_salt(tomorrow) == made != salt


def test_tomorrows_salt_is_made_every_day() -> None:
    for day in range(1, 4):
        reader.get_salt(date(2026, 9, day))
        assert DailySalt.objects.filter(day=date(2026, 9, day + 1)).exists()


@pytest.mark.django_db(transaction=True)
def test_todays_salt_is_enough_while_the_database_is_away() -> None:
    today = reader.get_salt(date(2026, 9, 1))
    tomorrow = reader.get_salt(date(2026, 9, 2))
    reader._salts = {date(2026, 9, 1): today}
    with connection.schema_editor() as editor:
        editor.delete_model(DailySalt)
    try:
        assert reader.get_salt(date(2026, 9, 1)) == today != tomorrow
        with pytest.raises(NotStored):
            reader.get_salt(date(2026, 9, 2))
    finally:
        with connection.schema_editor() as editor:
            editor.create_model(DailySalt)


def test_the_day_of_receipt_decides_not_the_events_own(settings: Settings) -> None:
    settings.SHAREKIT = {"CONSENT": "given"}
    token = "w1111111111"
    request = Request(
        [
            View(entry=True, token=token, id="x1111111111"),
            View(entry=True, token=token, id="x2222222222", age=DAY),
        ],
        keys.sign(SWIFTS),
    )
    events, _ = stamp(request, headers={"host": "h"}, address="192.0.2.1")

    assert events[0].reader == events[1].reader != ""


def test_a_process_of_many_days_keeps_two_salts() -> None:
    for day in range(1, 9):
        reader.get_salt(date(2026, 9, day))

    assert len(reader._salts) == 2
