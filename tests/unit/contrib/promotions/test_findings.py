"""Checks and the doctor name each step that is missing, and what waits for somebody."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from pytest_django import Settings

from sharekit.conf import beat_schedule
from sharekit.contrib.conversions.public import reverse_conversion
from sharekit.contrib.promotions import tasks
from sharekit.contrib.promotions.checks import CHECKS, check_promotions
from sharekit.contrib.promotions.conf import Options
from sharekit.contrib.promotions.doctor import examine
from sharekit.contrib.promotions.marketing.decisions import try_again
from sharekit.contrib.promotions.models import Promotion, Referral, Reward
from sharekit.contrib.promotions.settle.functions import MOST_ATTEMPTS
from tests.unit.contrib.promotions import shop
from tests.unit.contrib.promotions.shop import Vouchers
from tests.unit.contrib.promotions.world import (
    Clock,
    make_advocate,
    make_promotion,
    read,
    refer,
    settle_after,
)


def run() -> dict[str, str]:
    """Return the messages of the checks by their ids."""
    found = [message for check in CHECKS for message in check(None)]
    return {str(message.id): f"{message.msg} {message.hint}" for message in found}


def test_a_site_that_is_configured_has_no_messages() -> None:
    assert run() == {}


@pytest.mark.parametrize(
    ("given", "ids"),
    [
        ({"PROMOTIONS": {}}, ["sharekit_promotions.W001"]),
        ({"PROMOTIONS": {"ISSUE": shop.ISSUE}}, ["sharekit_promotions.W002"]),
        ({"SITE_URL": ""}, ["sharekit_promotions.W003"]),
        ({"PROMOTIONS": {"ISSUE": "shop.missing"}}, ["sharekit.E003"]),
        ({"PROMOTIONS": {"ISSUE": shop.ISSUE, "WITHDRAW": 5}}, ["sharekit.E003"]),
        ({"PROMOTIONS": {"ISSUE": shop.issue}}, ["sharekit.E003"]),
        (
            {"PROMOTIONS": {"ISSUES": shop.ISSUE}},
            ["sharekit.E002", "sharekit_promotions.W001"],
        ),
        ({"PROMOTIONS": "x"}, ["sharekit_promotions.W001"]),
    ],
)
def test_each_missing_step_is_named(
    settings: Settings, given: dict[str, Any], ids: list[str]
) -> None:
    settings.SHAREKIT = settings.SHAREKIT | given

    assert list(run()) == ids


@pytest.mark.parametrize(
    ("rate", "is_valid"),
    [
        *(("5/minute", True), ("1/day", True), ("10", False), ("often", False), ("", False)),
        *((10, False), ("0/hour", False), ("1/month", False), ("10/hour;2/minute", False)),
    ],
)
def test_a_rate_of_codes_that_is_not_valid_is_named(
    settings: Settings, rate: object, is_valid: bool
) -> None:
    options = {**settings.SHAREKIT["PROMOTIONS"], "CODE_RATE": rate}
    settings.SHAREKIT = {**settings.SHAREKIT, "PROMOTIONS": options}

    assert list(run()) == ([] if is_valid else ["sharekit.E003"])


def test_the_checks_are_registered(settings: Settings) -> None:
    settings.SHAREKIT = {}

    ids = {message.id for message in run_checks()}

    assert {"sharekit_promotions.W001", "sharekit_conversions.E001"} <= ids


def test_without_conversions_the_app_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apps, "is_installed", lambda name: False)

    with pytest.raises(ImproperlyConfigured, match=r"Add 'sharekit\.contrib\.conversions'"):
        apps.get_app_config("sharekit_promotions").ready()


@pytest.mark.django_db
def test_promotions_that_do_not_fit_the_settings_are_named_by_check_and_doctor() -> None:
    make_promotion(slug="wrong", goal="orders")
    make_promotion(slug="slow", hold_days=91)
    make_promotion(slug="draft", goal="orders", state=Promotion.State.DRAFT)

    found = list(check_promotions(None, databases=["default"]))

    assert [message.id for message in found] == ["sharekit_promotions.W004"] * 2
    assert "wrong waits for the goal orders" in found[0].msg
    assert "slow waits for 91 days" in found[1].msg
    problems = [finding.sentence for finding in examine() if finding.level == "problem"]
    assert problems == [message.msg for message in found]
    assert list(check_promotions(None)) == []


@pytest.mark.django_db(transaction=True)
def test_promotions_are_not_checked_before_their_tables_exist() -> None:
    table = Promotion._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME TO away")
    try:
        assert list(check_promotions(None, databases=["default"])) == []
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE away RENAME TO {table}")


@pytest.mark.usefixtures("commits")
def test_the_doctor_finds_nothing_where_all_is_settled() -> None:
    refer(make_advocate(make_promotion(hold_days=0)))

    assert [finding.level for finding in examine()] == ["ok"]


@pytest.mark.django_db
def test_the_doctor_asks_for_the_functions_of_the_site(settings: Settings) -> None:
    settings.SHAREKIT = {**settings.SHAREKIT, "PROMOTIONS": {}}
    assert [finding.level for finding in examine()] == ["hint", "hint", "hint"]

    make_promotion()

    assert [finding.level for finding in examine()] == ["problem", "hint"]


@pytest.mark.usefixtures("commits")
def test_the_doctor_names_what_waits(clock: Clock, vouchers: Vouchers) -> None:
    advocate = make_advocate(make_promotion(hold_days=0))
    used = refer(advocate)
    vouchers.used = {str(reward.key) for reward in used.rewards.all()}
    reverse_conversion("order", used.order)
    tasks.settle()
    Reward.objects.filter(referral=refer(advocate)).update(state=Reward.State.FAILED)
    flagged, late = refer(advocate), refer(advocate)
    pending = Referral.State.PENDING
    Referral.objects.filter(pk=late.pk).update(state=pending)
    Referral.objects.filter(pk=flagged.pk).update(state=pending, flags="same", decided_at=None)
    clock.move(hours=2)

    sentences = [finding.sentence for finding in examine()]

    assert sentences == [
        "1 referral should have been approved an hour ago.",
        "2 rewards could not be issued or taken back.",
        "2 rewards of orders that were refunded could not be taken back.",
        "1 referral waits for a decision.",
    ]


@pytest.mark.usefixtures("commits")
def test_a_used_voucher_is_a_hint_and_a_withdrawal_that_always_fails_a_problem() -> None:
    referral = refer(make_advocate(make_promotion(hold_days=0)))
    reverse_conversion("order", referral.order)
    kept = Reward.objects.filter(referral=referral)
    kept.update(state=Reward.State.ISSUED, error="It was used.", attempts=1)
    Referral.objects.update(state=Referral.State.CANCELLED)

    assert {finding.level for finding in examine()} == {"hint", "ok"}
    kept.update(attempts=10)
    assert [finding.level for finding in examine()] == ["problem"]


@pytest.mark.usefixtures("commits")
def test_a_function_that_fails_is_named_from_its_first_call_on(
    clock: Clock, vouchers: Vouchers
) -> None:
    vouchers.faults = [RuntimeError("of a beginner")] * 40
    referral = refer(make_advocate(make_promotion(hold_days=0)))

    (found,) = examine()
    assert found.level == "hint"
    assert found.sentence.startswith(
        "2 rewards wait for another call. At last: ISSUE failed (RuntimeError)."
    )
    assert "log" in found.step

    for _ in range(MOST_ATTEMPTS):
        settle_after(clock, hours=12)
    assert [found.level for found in examine()] == ["problem"]

    vouchers.faults = []
    for reward in referral.rewards.all():
        try_again(reward)
    tasks.settle()
    assert [found.level for found in examine()] == ["ok"]
    vouchers.faults = [None]
    reverse_conversion("order", referral.order)
    tasks.settle()
    (found,) = examine()
    assert "WITHDRAW returned NoneType: it must return True or False." in found.sentence


def test_the_task_is_scheduled() -> None:
    entry = beat_schedule(["sharekit.contrib.promotions"])["sharekit-promotions-settle"]

    assert entry["task"] == tasks.settle.name
    assert entry["schedule"] == 300


@pytest.mark.usefixtures("commits")
def test_the_task_settles(clock: Clock) -> None:
    referral = refer(make_advocate(make_promotion()))
    clock.move(days=31)

    tasks.settle()

    assert read(referral).state == Referral.State.APPROVED


def test_every_key_of_promotions_is_in_the_docs_with_its_default_and_meaning() -> None:
    page = (Path(__file__).parents[4] / "docs/settings.md").read_text()
    table = page.partition("| key | default | meaning |\n|---|---|---|\n")[2].partition("\n\n")[0]
    listed = re.findall(r"^\| `(\w+)` \| `(.*)` \| (.*) \|$", table, re.MULTILINE)

    assert [(name, ast.literal_eval(default), meaning) for name, default, meaning in listed] == [
        (name, each.default, each.meaning) for name, each in Options.get_declared().items()
    ]
