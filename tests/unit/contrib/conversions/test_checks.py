"""What is missing is said by checks and by the doctor."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, connections, models
from pytest_django import Settings

from sharekit.contrib.conversions.checks.settings import CHECKS
from sharekit.contrib.conversions.conf import ConversionSettings
from sharekit.contrib.conversions.models import Conversion
from tests.unit.contrib.conversions.orders import order, order_and_credit, pass_hours
from tests.unit.extensions.ordering import run

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let transactions of SQLite wait, as the docs say."""
    if connection.vendor == "sqlite":
        set_mode(monkeypatch, "sqlite", "IMMEDIATE")


def set_mode(monkeypatch: pytest.MonkeyPatch, vendor: str, mode: str) -> None:
    monkeypatch.setattr(connections["default"], "vendor", vendor)
    options = {**connection.settings_dict["OPTIONS"], "transaction_mode": mode}
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", options)


def list_ids() -> list[str | None]:
    return [message.id for check in CHECKS for message in check(None)]


def test_the_site_of_these_tests_lacks_nothing() -> None:
    assert list_ids() == []


@pytest.mark.parametrize(
    ("given", "ids"),
    [
        ({"HASH_KEY": ""}, ["sharekit_conversions.E001"]),
        ({"HASH_KEY": "short"}, ["sharekit_conversions.E001"]),
        ({"GOALS": {}}, ["sharekit_conversions.W002"]),
        ({"GOALS": ["order"]}, ["sharekit_conversions.W002"]),
    ],
)
def test_a_missing_key_and_missing_goals_are_reported(
    settings: Settings, given: dict[str, Any], ids: list[str]
) -> None:
    settings.SHAREKIT = settings.SHAREKIT | given

    assert list_ids() == ids


@pytest.mark.parametrize("name", ["SECRET_KEY", "SECRET_KEY_FALLBACKS"])
def test_a_key_that_may_be_rotated_is_warned_of(settings: Settings, name: str) -> None:
    key = settings.SHAREKIT["HASH_KEY"]
    setattr(settings, name, key if name == "SECRET_KEY" else [key])

    assert list_ids() == ["sharekit_conversions.W001"]


class Elsewhere:
    """A router that puts sharekit's tables into a database of their own."""

    def db_for_write(self, model: type[models.Model], **hints: Any) -> str | None:
        return "elsewhere" if model is Conversion else None


@pytest.mark.parametrize(
    ("vendor", "mode", "ids"),
    [
        ("sqlite", "", ["sharekit_conversions.W004"]),
        ("sqlite", "DEFERRED", ["sharekit_conversions.W004"]),
        ("sqlite", "immediate", []),
        ("postgresql", "", []),
    ],
)
def test_transactions_of_sqlite_that_do_not_wait_are_warned_of(
    monkeypatch: pytest.MonkeyPatch, vendor: str, mode: str, ids: list[str]
) -> None:
    set_mode(monkeypatch, vendor, mode)

    assert list_ids() == ids


def test_another_database_is_warned_of(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    monkeypatch.setitem(connections.settings, "elsewhere", connection.settings_dict)
    settings.DATABASE_ROUTERS = [f"{__name__}.Elsewhere"]

    assert list_ids() == ["sharekit_conversions.W003"]


@pytest.mark.parametrize(
    ("goals", "is_valid"),
    [
        ({"order": "Orders", "sign-up2": "Registrations"}, True),
        ({"Order": "Orders"}, False),
        ({"order": ""}, False),
        ({"o" * 33: "Orders"}, False),
        ({"2nd": "Orders"}, False),
        (["order"], False),
    ],
)
def test_goals_have_short_names_and_titles(goals: Any, *, is_valid: bool) -> None:
    assert ConversionSettings.get_declared()["GOALS"].accepts(goals) is is_valid


def test_the_doctor_says_whether_conversions_are_recorded_and_credited() -> None:
    def examine() -> str:
        return run("sharekit_doctor", "--only", "conversions")

    assert "hint: No conversion was recorded yet. Goals: order, signup." in examine()
    order_and_credit(1, token="w")
    assert "ok: All conversions are credited." in examine()
    order(2)
    pass_hours(1.1)
    assert "ok: All conversions are credited." in examine()
    pass_hours(1)
    assert "PROBLEM: 1 conversion has been waiting for more than an hour." in examine()
    assert "sharekit_run --watch" in examine()


def test_the_doctor_runs_the_checks_of_the_app(settings: Settings) -> None:
    settings.SHAREKIT = settings.SHAREKIT | {"HASH_KEY": "", "GOALS": {}}
    found = run("sharekit_doctor", "--only", "conversions")

    assert "PROBLEM: SHAREKIT['HASH_KEY'] is not set" in found
    assert "hint: SHAREKIT['GOALS'] is empty" in found
    assert "No conversion was recorded yet" not in found
