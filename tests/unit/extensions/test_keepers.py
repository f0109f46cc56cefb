"""Optional apps delete and export their rows by sharekit's own commands."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from sharekit.extensions import (
    KEEPERS,
    Keeper,
)
from sharekit.keeping.optional import export_person, prune_optional
from sharekit.models import Article, ArticleTotal, Withdrawal
from tests.support.traffic import BRIDGE, SWIFTS
from tests.unit.extensions.ordering import ANNA, TOKEN, list_orders, order, run

pytestmark = pytest.mark.django_db(transaction=True)


def test_pruning_deletes_old_rows_of_apps() -> None:
    order("1", at=timezone.now() - timedelta(days=31))
    order("2")

    assert "Orders, rows deleted or cleared: 1\n" in run("sharekit_prune")
    assert list_orders() == ["2"]
    assert "Orders" not in run("sharekit_prune")


def test_forgetting_an_article_deletes_rows_of_apps_that_name_it(swifts: Article) -> None:
    order("1")
    order("2", identity=BRIDGE.identity)

    run("sharekit_forget", "--article", swifts.url, "--no-input")

    assert list_orders() == ["2"]


def test_forgetting_hours_takes_them_out_of_apps(swifts: Article) -> None:
    hour = timezone.localtime().replace(minute=0, second=0, microsecond=0)
    order("1", at=hour)
    order("2", at=hour - timedelta(minutes=61))
    order("3", at=hour + timedelta(hours=1))
    order("4", at=hour, identity=BRIDGE.identity)
    hours = (f"{hour - timedelta(hours=1):%Y-%m-%dT%H}", "--until", f"{hour:%Y-%m-%dT%H}")

    output = run("sharekit_forget", "--article", swifts.url, "--no-input", "--since", *hours)

    assert "Removed." in output
    assert list_orders() == ["2", "3", "4"]
    assert Withdrawal.objects.count() == 1


def test_forgetting_a_link_deletes_rows_of_apps_that_name_it(swifts: Article) -> None:
    order("1")
    order("2", token="w" + "7" * 10)

    assert "  Orders: 1\n" in run("sharekit_forget", "--link", TOKEN, "--dry-run")
    assert list_orders() == ["1", "2"]

    assert "  Orders: 1\n" in run("sharekit_forget", "--link", TOKEN)
    assert list_orders() == ["2"]


def test_forgetting_a_person_deletes_what_apps_keep_and_no_count(swifts: Article) -> None:
    order("1")
    order("2", address="ben@news.example")

    trial = run("sharekit_forget", "--person", ANNA, "--dry-run")
    assert trial == "Nothing was deleted. This would be deleted:\n  Orders: 1\n"
    assert list_orders() == ["1", "2"]

    assert run("sharekit_forget", "--person", ANNA) == "Deleted:\n  Orders: 1\n"
    assert list_orders() == ["2"]
    assert ArticleTotal.objects.get().shares == 1
    nothing = "Nothing is stored about this person, so nothing was deleted."
    assert run("sharekit_forget", "--person", ANNA) == nothing


@pytest.mark.parametrize("command", ["sharekit_forget", "sharekit_export"])
@pytest.mark.parametrize("address", ["", "  "])
def test_a_blank_person_is_refused(command: str, address: str) -> None:
    with pytest.raises(CommandError, match="give a mail address or a telephone number"):
        call_command(command, f"--person={address}")


def test_a_person_gets_a_copy_of_what_apps_keep() -> None:
    order("1", at=datetime(2026, 11, 29, 14, tzinfo=UTC))
    order("2", address="ben@news.example")

    assert json.loads(run("sharekit_export", "--person", ANNA)) == {
        "orders": [{"number": "1", "article": SWIFTS.identity, "at": "2026-11-29T14:00:00Z"}]
    }
    nothing = "Nothing is stored about this person.\n{}\n"
    assert run("sharekit_export", "--person", "carl@news.example") == nothing


def test_an_app_need_not_keep_anything(swifts: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KEEPERS, "orders", Keeper())
    monkeypatch.setattr(Keeper, "title", "Nothing", raising=False)
    order("1", at=timezone.now() - timedelta(days=31))

    assert prune_optional() == {}
    assert export_person(ANNA) == {}
    assert "Nothing is stored" in run("sharekit_forget", "--person", ANNA)
    assert "Nothing: " not in run("sharekit_forget", "--link", TOKEN)
    day = f"{timezone.localtime():%Y-%m-%d}"
    hours = ("--since", f"{day}T00", "--until", f"{day}T23")
    run("sharekit_forget", "--article", swifts.url, *hours, "--no-input")
    run("sharekit_forget", "--article", swifts.url, "--no-input")
    assert list_orders() == ["1"]
