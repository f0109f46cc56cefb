"""Optional apps: an app with an entry in each registry is asked at every door."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission, User
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sharekit import aggregate
from sharekit.extensions import KEEPERS, Inventory, Keeper, Stored
from sharekit.keeping.optional import export_person, prune_optional
from sharekit.models import Article, ArticleTotal, Withdrawal
from tests.clock import noon
from tests.support.orders.models import Order
from tests.support.orders.privacy import INVENTORY, for_orders
from tests.traffic import BRIDGE, SWIFTS, post, share

__all__ = ["noon"]

pytestmark = pytest.mark.django_db(transaction=True)
TOKEN = "wK7mQ2xR9tL"
ANNA = "anna@news.example"


def run(command: str, *arguments: str) -> str:
    """Run a command and return what it wrote; its error ends the text."""
    out = io.StringIO()
    try:
        call_command(command, *arguments, stdout=out, stderr=out, no_color=True)
    except CommandError as error:
        return f"{out.getvalue()}{error}"
    return out.getvalue()


def order(number: str, **more: object) -> Order:
    given = {"identity": SWIFTS.identity, "token": TOKEN, "address": ANNA, "at": timezone.now()}
    return Order.objects.create(number=number, **given | more)


def list_orders() -> list[str]:
    return list(Order.objects.order_by("number").values_list("number", flat=True))


@pytest.fixture
def swifts() -> Article:
    """Return an article that was shared once."""
    post(share(TOKEN))
    aggregate.drain()
    return Article.objects.get()


@pytest.fixture
def editor() -> Client:
    """Return a browser of somebody who may see figures."""
    user = User.objects.create_user("editor", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_report"))
    client = Client()
    client.force_login(user)
    return client


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


def test_the_doctor_examines_apps_and_can_examine_one_only() -> None:
    assert run("sharekit_doctor", "--only", "orders") == (
        "ok: All orders have links.\nNo problems found.\n"
    )
    order("1", token="")
    problem = "PROBLEM: Some orders have no link.\n    Hand the token to record_order.\n"

    assert run("sharekit_doctor", "--only", "orders") == f"{problem}1 problem found."
    assert problem in run("sharekit_doctor", "--wait", "0")
    assert "invalid choice: 'mails'" in run("sharekit_doctor", "--only", "mails")


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


@pytest.mark.parametrize(
    ("reasons", "error"),
    [
        ({"token": None}, "Give each column of Order one reason: token."),
        ({"basket": "For fun"}, "Give each column of Order one reason: basket."),
    ],
)
def test_an_inventory_has_a_reason_for_each_column(
    reasons: dict[str, str | None], error: str
) -> None:
    [described] = INVENTORY.tables.values()
    changed = {name: why for name, why in ({**described.reasons} | reasons).items() if why}

    with pytest.raises(ValueError, match=error):
        Inventory({Order: Stored("Orders", "", for_orders, changed)})


def test_an_inventory_has_every_model_of_its_app() -> None:
    model = apps.get_model("newspaper", "Notice")
    described = Stored("Notices", "", for_orders, {"id": "The number", "text": "To show it"})

    with pytest.raises(ValueError, match="The inventory lacks the model Story"):
        Inventory({**INVENTORY.tables, model: described})


def test_the_page_of_an_article_shows_the_tables_of_apps(editor: Client, swifts: Article) -> None:
    order("1")
    order("2", identity=BRIDGE.identity)
    order("3", at=timezone.now() - timedelta(days=10))
    address = reverse("admin:sharekit_article_change", args=[swifts.pk])

    page = editor.get(address, {"days": "7"}).content.decode()

    assert "Orders from shares</h2>" in page
    assert "Orders whose visit came by a share." in page
    of_orders = page.partition("Orders from shares</h2>")[2]
    assert of_orders.partition("</tbody>")[0].count('<td class="sharekit-number">1</td>') == 1


def test_the_tables_of_apps_are_exported(editor: Client, swifts: Article) -> None:
    order("1", at=timezone.now() - timedelta(days=40))
    order("2")
    day = timezone.localdate().isoformat()

    def export(form: str) -> bytes:
        address = reverse("admin:sharekit_report_export", args=["orders", form])
        asked = {"article": str(swifts.pk), "since": day, "until": day}
        response: Any = editor.get(address, asked)
        return b"".join(response.streaming_content)

    assert export("csv").decode("utf-8-sig").splitlines() == ["day,orders", f"{day},1"]
    assert json.loads(export("json"))["rows"] == [{"day": day, "orders": 1}]
    address = reverse("admin:sharekit_report_export", args=["orders", "csv"])
    assert editor.get(address).status_code == 404


def test_an_app_adds_addresses_to_the_api(client: Client, editor: Client) -> None:
    order("1")
    address = reverse("sharekit:api-orders")

    assert address == "/sharekit/api/orders/count/"
    assert editor.get(address).json() == {"orders": 1}
    assert client.get(address).status_code == 403
