"""Optional apps are shown and examined at every door."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sharekit.extensions import (
    API,
    FINDINGS,
    INVENTORIES,
    KEEPERS,
    SECTIONS,
    Inventory,
    Section,
    Stored,
)
from sharekit.models import Article
from tests.support.paths import PROJECT
from tests.support.sharekit_orders.models import Order
from tests.support.sharekit_orders.privacy import INVENTORY, for_orders
from tests.support.traffic import BRIDGE
from tests.unit.extensions.ordering import order, run

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_doctor_examines_apps_and_can_examine_one_only() -> None:
    assert run("sharekit_doctor", "--only", "orders") == (
        "ok: All orders have links.\nNo problems found.\n"
    )
    order("1", token="")
    problem = "PROBLEM: Some orders have no link.\n    Hand the token to record_order.\n"

    assert run("sharekit_doctor", "--only", "orders") == f"{problem}1 problem found."
    assert problem in run("sharekit_doctor", "--wait", "0")
    assert "invalid choice: 'mail'" in run("sharekit_doctor", "--only", "mail")


def test_the_doctor_asks_for_tables_before_it_examines_an_app() -> None:
    recorder = MigrationRecorder(connection)
    [name] = [name for app, name in recorder.applied_migrations() if app == "orders"]
    recorder.record_unapplied("orders", name)
    try:
        output = run("sharekit_doctor", "--only", "orders")
    finally:
        recorder.record_applied("orders", name)

    missing = f"PROBLEM: These migrations are not applied: orders.{name}."
    assert output == f"{missing}\n    Run manage.py migrate.\n1 problem found."


def test_the_privacy_page_lists_what_apps_store(editor: Client) -> None:
    address = reverse("admin:sharekit_report_privacy")

    page = editor.get(address).content.decode()
    text = editor.get(address, {"format": "md"}).content.decode()

    assert "| `token` | The mark of the link that led to it | 30 days |" in text
    for words in (
        "The mark of the link that led to it",
        "orders_order",
        "Every order is kept.",
        "sharekit:order",
        "The shop keeps its orders as long as the law says.",
    ):
        assert words in page
        assert words in text


def test_an_inventory_has_a_reason_for_each_column_and_no_other() -> None:
    reasons = dict(INVENTORY.tables[Order].reasons)
    without = {name: why for name, why in reasons.items() if name != "token"}
    changed = {"token": without, "basket": reasons | {"basket": "For fun"}}

    for name, given in changed.items():
        with pytest.raises(ValueError, match=f"Give each column of Order one reason: {name}."):
            Inventory({Order: Stored("Orders", "", for_orders, given)})


def test_an_inventory_has_every_model_of_its_app() -> None:
    model = apps.get_model("newspaper", "Notice")
    described = Stored("Notices", "", for_orders, {"id": "The number", "text": "To show it"})

    with pytest.raises(ValueError, match="The inventory lacks the model Story"):
        Inventory({**INVENTORY.tables, model: described})


def test_the_report_and_the_page_of_an_article_show_the_tables_of_apps(
    editor: Client, swifts: Article
) -> None:
    order("1")
    order("2", identity=BRIDGE.identity)
    order("3", at=timezone.now() - timedelta(days=10))
    of_one = reverse("admin:sharekit_article_change", args=[swifts.pk])
    of_all = reverse("admin:sharekit_report_changelist")

    for address, count in ((of_one, 1), (of_all, 2)):
        page = editor.get(address, {"days": "7", "more": "1"}).content.decode()
        section = page.partition("Orders from shares</h2>")[2].partition("</section>")[0]
        assert re.findall(r'<td class="sharekit-number">(\d+)</td>', section) == [str(count)]
        assert "Others may have come by one, too." in section
        assert f"<p>Orders in this period: {count}.</p>" in section


def test_a_section_is_left_out_where_it_does_not_belong(
    editor: Client, swifts: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    def list_rows(article: Article | None, *_: object) -> list[dict[str, Any]] | None:
        rows: list[dict[str, Any]] = [
            {"name": "Anna", "orders": 1},
            {"name": "Ben", "orders": None},
        ]
        return rows if article else None

    section = Section("Customers", "Names.", {"name": "Name", "orders": "Orders"}, list_rows)
    monkeypatch.setitem(SECTIONS, "customers", section)
    export = reverse("admin:sharekit_report_export", args=["customers", "csv"])

    page = editor.get(reverse("admin:sharekit_article_change", args=[swifts.pk]))
    assert '<th scope="row">Anna</th>' in page.content.decode()
    page = editor.get(reverse("admin:sharekit_report_changelist"), {"more": "1"})
    assert "Customers" not in page.content.decode()
    assert editor.get(export, {"article": str(swifts.pk)}).status_code == 200
    assert editor.get(export).status_code == 404


def test_the_tables_of_apps_are_limited_to_the_chosen_site(editor: Client, swifts: Article) -> None:
    for number, site in enumerate((swifts.site, "b.example", "b.example")):
        order(str(number), site=site)
    of_one = reverse("admin:sharekit_article_change", args=[swifts.pk])
    of_all = reverse("admin:sharekit_report_changelist")
    export = reverse("admin:sharekit_report_export", args=["orders", "json"])
    figures = reverse("sharekit:api-orders")

    def count(address: str, **asked: str) -> list[str]:
        page = editor.get(address, asked | {"more": "1"}).content.decode()
        section = page.partition("Orders from shares</h2>")[2].partition("</section>")[0]
        return re.findall(r'<td class="sharekit-number">(\d+)</td>', section)

    def count_exported(**asked: str) -> list[int]:
        response: Any = editor.get(export, asked)
        rows = json.loads(b"".join(response.streaming_content))["rows"]
        return [row["orders"] for row in rows]

    for site, number in {"": 3, swifts.site: 1, "b.example": 2}.items():
        assert count(of_all, site=site) == [str(number)]
        assert count_exported(site=site) == [number]
        asked = {"site": site} if site else {}
        assert editor.get(figures, asked).json()["orders"] == number
        # Of an article, all are shown: it belongs to one site.
        assert count(of_one, site=site) == ["1"]
        assert count_exported(site=site, article=str(swifts.pk)) == [1]
    assert count(of_all, site="c.example") == []


def test_the_tables_of_apps_are_exported(editor: Client, swifts: Article) -> None:
    order("1", at=timezone.now() - timedelta(days=40))
    order("2")
    order("3", identity=BRIDGE.identity)
    day = timezone.localdate().isoformat()

    def export(form: str, **asked: str) -> bytes:
        address = reverse("admin:sharekit_report_export", args=["orders", form])
        response: Any = editor.get(address, {"since": day, "until": day, **asked})
        return b"".join(response.streaming_content)

    of_one = export("csv", article=str(swifts.pk))
    assert of_one.decode("utf-8-sig").splitlines() == ["day,orders", f"{day},1"]
    assert json.loads(export("json"))["rows"] == [{"day": day, "orders": 2}]


def test_an_app_adds_addresses_to_the_api(client: Client, editor: Client, swifts: Article) -> None:
    order("1")
    order("2", identity=BRIDGE.identity)
    order("3", at=timezone.now() - timedelta(days=10))
    address = reverse("sharekit:api-orders")

    assert address == "/sharekit/api/orders/"
    assert editor.get(address, {"days": "7"}).json()["orders"] == 2
    assert editor.get(address, {"article": str(swifts.pk)}).json()["orders"] == 2
    assert editor.get(address, {"day": "7"}).status_code == 400
    assert client.get(address).status_code == 401


def test_the_example_of_the_documentation_works(
    swifts: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (PROJECT / "docs" / "extending.md").read_text()
    blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    config, section = (
        block.replace("shop.orders", "tests.support.sharekit_orders") for block in blocks
    )
    registries: list[dict[str, Any]] = [API, FINDINGS, INVENTORIES, KEEPERS, SECTIONS]
    for registry in registries:
        monkeypatch.delitem(registry, "orders")
    names: dict[str, Any] = {}
    order("1")
    order("2", identity=BRIDGE.identity)

    exec(f"{config}\n{section}", names)
    names["OrdersConfig"].ready(None)

    assert all("orders" in registry for registry in registries)
    today = timezone.localdate()
    assert [*names["SECTION"].list_rows(swifts, today, today, "")] == [{"day": today, "orders": 1}]
    assert [*names["SECTION"].list_rows(None, None, None, "")] == [{"day": today, "orders": 2}]
    assert [*names["SECTION"].list_rows(None, None, None, "b.example")] == []
    assert names["SECTION"].list_sentences([{"orders": 2}]) == ["Orders in this period: 2."]
