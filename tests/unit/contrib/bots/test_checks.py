"""What is missing is said by checks."""

from __future__ import annotations

from typing import Any

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
    ],
)
def test_each_mistake_is_named(settings: Settings, given: Any, ids: list[str]) -> None:
    settings.SHAREKIT = {"BOTS": given}

    messages = [message for check in CHECKS for message in check(None)]

    assert [message.id for message in messages] == ids
    assert all(message.hint for message in messages)
