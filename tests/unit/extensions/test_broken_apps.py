"""An optional app that raises an error takes only its own part away, and no deletion is half."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sharekit.extensions import (
    FINDINGS,
    INVENTORIES,
    KEEPERS,
    SECTIONS,
    TRIALS,
    Finding,
    Inventory,
    Keeper,
    Section,
)
from sharekit.keeping.optional import prune_optional
from sharekit.models import Article, ArticleTotal, ShareLink
from tests.support.sharekit_orders.models import Order
from tests.support.sharekit_orders.privacy import INVENTORY
from tests.unit.extensions.ordering import ANNA, TOKEN, list_orders, order, run

pytestmark = pytest.mark.django_db(transaction=True)

UNREAD = "This section could not be read. The log named sharekit says why."
AWAY = "the parcel service is away"


def fail(*_: object) -> Any:
    raise ConnectionError(AWAY)


def break_database(*_: object) -> Any:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nothing FROM nowhere")


class Broken(Keeper):
    """Fails at everything."""

    title = "Parcels"

    def __getattribute__(self, name: str) -> Any:
        return (
            fail
            if name.startswith(("prune", "forget", "export"))
            else super().__getattribute__(name)
        )


@pytest.fixture
def parcels(monkeypatch: pytest.MonkeyPatch) -> None:
    """Add an app that cannot delete, behind one that can."""
    monkeypatch.setitem(KEEPERS, "parcels", Broken())


SECTIONS_THAT_FAIL: list[Callable[..., Iterable[Any] | None]] = [
    fail,
    break_database,
    lambda *_: Order.objects.extra(where=["nonsense = 1"]).values(),
    lambda *_: [{"name": "Anna"}],
    lambda *_: [{"name": "Anna", "parcels": object()}],
    lambda *_: 1,  # type: ignore[list-item]
]


@pytest.mark.parametrize("list_rows", SECTIONS_THAT_FAIL)
@pytest.mark.parametrize("atomic", [False, True])
def test_a_page_says_which_section_could_not_be_read(
    editor: Client,
    swifts: Article,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    list_rows: Callable[..., Any],
    *,
    atomic: bool,
) -> None:
    order("1")
    section = Section("Parcels", "Sent.", {"name": "Name", "parcels": "Parcels"}, list_rows)
    monkeypatch.setattr(
        "sharekit.admin.parts.sections.SECTIONS", given := {"parcels": section, **SECTIONS}
    )
    monkeypatch.setattr("sharekit.reports.tables.sections.SECTIONS", given)
    monkeypatch.setitem(connection.settings_dict, "ATOMIC_REQUESTS", atomic)

    for address in (
        reverse("admin:sharekit_article_change", args=[swifts.pk]),
        reverse("admin:sharekit_report_changelist"),
    ):
        page = editor.get(address, {"more": "1"}).content.decode()
        assert f'Parcels</h2>\n  <p class="sharekit-unread">{UNREAD}</p>' in page
        assert page.count(UNREAD) == 1
        assert '<td class="sharekit-number">1</td>' in page.partition("Orders from shares")[2]
    for form in ("csv", "json"):
        answer = editor.get(reverse("admin:sharekit_report_export", args=["parcels", form]))
        assert (answer.status_code, answer.content.decode()) == (500, UNREAD)
    assert caplog.text.count("The optional app parcels failed.") <= 1


def test_a_section_shows_any_value_that_can_be_exported(
    editor: Client, swifts: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows: list[dict[str, Any]] = [
        {"name": "Anna", "parcels": float("nan")},
        {"name": "Ben", "parcels": [1, 2]},
    ]
    section = Section("Parcels", "Sent.", {"name": "Name", "parcels": "Parcels"}, lambda *_: rows)
    monkeypatch.setitem(SECTIONS, "parcels", section)

    page = editor.get(reverse("admin:sharekit_report_more")).content.decode()

    for text in ("nan", "[1, 2]"):
        assert f'<td class="sharekit-number">{text}</td>' in page


def examine_half() -> Iterator[Finding]:
    yield Finding("ok", "Half is well.")
    fail()


@pytest.mark.parametrize("examine", [fail, lambda: None, examine_half, break_database])
def test_the_doctor_reports_an_app_that_cannot_be_examined(
    monkeypatch: pytest.MonkeyPatch, examine: Callable[[], Any]
) -> None:
    monkeypatch.setattr(
        "sharekit.management.findings.FINDINGS", given := {"parcels": examine, **FINDINGS}
    )
    sentence = "PROBLEM: The optional app parcels could not be examined: "

    said = run("sharekit_doctor", "--wait", "0")

    assert sentence in said
    assert ("ok: Half is well." in said) == (examine is examine_half)
    # It goes on to the other apps and to the test share.
    assert said.index(sentence) < said.index("All orders have links.") < said.index("test share")
    monkeypatch.setattr("sharekit.management.commands.sharekit_doctor.FINDINGS", given)
    assert sentence in run("sharekit_doctor", "--only", "parcels")


def test_the_doctor_reports_an_app_that_cannot_be_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TRIALS, "orders", lambda trial: fail())

    said = run("sharekit_doctor", "--only", "orders")

    assert "PROBLEM: The optional app orders could not be examined: " in said


@pytest.mark.parametrize("part", ["list_choices", "list_device", "list_outside"])
def test_the_privacy_page_names_an_app_whose_inventory_is_missing(
    editor: Client, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    broken = Inventory(INVENTORY.tables, **{part: fail})
    monkeypatch.setitem(INVENTORIES, "orders", broken)
    address = reverse("admin:sharekit_report_privacy")
    sentence = "is missing here, because its inventory could not be read."

    page = editor.get(address).content.decode()
    text = editor.get(address, {"format": "md"}).content.decode()

    for shown in (page, text):
        assert f"What the app “orders” stores {sentence}" in shown
        assert "sharekit_clickback" in shown
        assert "orders_order" not in shown


@pytest.mark.usefixtures("parcels")
def test_an_app_that_cannot_prune_keeps_nobody_back(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Nameless(Keeper):
        """Has not even a title."""

    monkeypatch.setitem(KEEPERS, "letters", last := Keeper())
    monkeypatch.setattr(last, "prune", lambda: 2, raising=False)
    monkeypatch.setattr(last, "title", "Letters", raising=False)
    monkeypatch.setattr("sharekit.keeping.optional.KEEPERS", {"nameless": Nameless(), **KEEPERS})

    assert prune_optional() == {"Letters": 2}
    assert "The optional app parcels failed." in caplog.text
    assert AWAY in caplog.text


@pytest.mark.usefixtures("parcels")
@pytest.mark.parametrize("trial", [[], ["--dry-run"]])
def test_nothing_is_deleted_if_an_app_cannot_delete(swifts: Article, trial: list[str]) -> None:
    order("1", at=datetime(2026, 11, 29, 14, tzinfo=UTC))
    hour = f"{timezone.localtime():%Y-%m-%dT%H}"
    of_article = ("--article", swifts.url, "--no-input")
    sentence = f"The optional app parcels could not delete its rows (ConnectionError: {AWAY})"

    for asked in (
        ("--link", TOKEN),
        ("--person", ANNA),
        of_article,
        (*of_article, "--since", hour, "--until", hour),
    ):
        said = run("sharekit_forget", *asked, *trial)
        # A trial of an article counts only its own rows.
        assert (sentence in said) or (trial and asked[0] == "--article")
        assert list_orders() == ["1"]
        assert ShareLink.objects.get().token == TOKEN
        assert ArticleTotal.objects.get().shares == 1


@pytest.mark.usefixtures("parcels")
def test_no_part_of_an_export_is_printed() -> None:
    order("1")

    said = run("sharekit_export", "--person", ANNA)

    assert said.startswith(
        f"The rows of the optional app parcels could not be read (ConnectionError: {AWAY})"
    )
