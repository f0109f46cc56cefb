"""What is missing is said by checks."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

import pytest
from pytest_django import Settings

from sharekit.contrib.bots.checks import CHECKS


@pytest.mark.parametrize(
    ("given", "ids"),
    [
        ({}, []),
        ({"STOP_WORDS": {"nl": ["genoeg"]}}, []),
        ({"STOP_WORDS": {"nl": ["?!", "genoeg"]}}, ["sharekit_bots.W001"]),
        ({"STOP_WORDS": ["genoeg"]}, ["sharekit.E003"]),
        ({"STOP_WORD": {}}, ["sharekit.E002"]),
        ("on", []),
        ({"LATE": "2h", "LIMIT_CONTACT": "5/minute", "ACCOUNTS": {}}, []),
        ({"LATE": "soon"}, ["sharekit.E003"]),
        ({"LATE": "0m"}, ["sharekit.E003"]),
        ({"LIMIT_CONTACT": "often"}, ["sharekit.E003"]),
        ({"LIMIT_CONTACT": "1/month"}, ["sharekit.E003"]),
        ({"ACCOUNTS": {"Shop": {"platform": "telegram"}}}, ["sharekit.E003"]),
    ],
)
def test_each_mistake_is_named(settings: Settings, given: Any, ids: list[str]) -> None:
    settings.SHAREKIT = {"BOTS": given}

    messages = [message for check in CHECKS for message in check(None)]

    assert [message.id for message in messages] == ids
    assert all(message.hint for message in messages)


TOKEN = {"platform": "telegram", "token": "100000001:x"}


@pytest.mark.parametrize(
    ("accounts", "further", "ids"),
    [
        ({"shop": TOKEN}, {}, []),
        ({"shop": {**TOKEN, "platform": "telegraph"}}, {}, ["E001"]),
        ({"shop": {"platform": "telegram"}}, {}, ["E002"]),
        ({"shop": {**TOKEN, "tokn": "x"}}, {}, ["W002"]),
        ({"shop": TOKEN}, {"SITE_URL": ""}, ["W003"]),
        ({"shop": TOKEN}, {"SITE_URL": "http://shop.example"}, ["W004"]),
        ({"shop": TOKEN}, {"HASH_KEY": ""}, ["E005"]),
    ],
)
def test_what_an_account_lacks_is_named(
    settings: Settings, accounts: Any, further: dict[str, str], ids: list[str]
) -> None:
    settings.ROOT_URLCONF = "tests.unit.contrib.bots.urls"
    own = {"SITE_URL": "https://shop.example", "HASH_KEY": "x" * 32, **further}
    settings.SHAREKIT = {**own, "BOTS": {"ACCOUNTS": accounts}}

    messages = [message for check in CHECKS for message in check(None)]

    assert [message.id for message in messages] == [f"sharekit_bots.{each}" for each in ids]


def test_a_site_without_urls_or_urllib3_is_warned(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.support.urls"
    own = {"SITE_URL": "https://shop.example", "HASH_KEY": "x" * 32}
    settings.SHAREKIT = {**own, "BOTS": {"ACCOUNTS": {"shop": TOKEN}}}

    with patch("sharekit.contrib.bots.checks.find_spec", return_value=None):
        messages = [message for check in CHECKS for message in check(None)]

    assert [message.id for message in messages] == ["sharekit_bots.E003", "sharekit_bots.E004"]
