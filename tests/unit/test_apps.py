"""Tests the start of the app when its settings are not valid."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from django.apps import apps
from pytest_django import Settings

from tests.unit.checks.running import run


@pytest.mark.parametrize(
    "given",
    [
        {"BUFFER": None},
        {"BUFFER": {"OPTIONS": {}}},
        {"BUFFER": "newsroom.nowhere.Buffer"},
        {"RATE_LIMIT_STORE": None},
        {"RATE_LIMIT_STORE": "abacus://"},
        {"RATE_LIMIT_STORE": "valkey://127.0.0.1:1"},
    ],
)
def test_a_setting_that_is_not_valid_is_reported_by_a_check_and_stops_no_process(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, given: dict[str, object]
) -> None:
    # As if the library were not installed.
    monkeypatch.setitem(sys.modules, "valkey", None)
    settings.SHAREKIT = given

    apps.get_app_config("sharekit").ready()

    assert "sharekit.E003" in [message.id for message in run()]


def test_a_buffer_whose_module_fails_stops_no_process(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "failing_module.py").write_text("1 / 0")
    monkeypatch.syspath_prepend(tmp_path)
    settings.SHAREKIT = {"BUFFER": "failing_module.Buffer"}

    apps.get_app_config("sharekit").ready()
