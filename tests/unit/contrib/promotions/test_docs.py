"""The examples of docs/promotions.md run, in a shop without accounts for its friends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from smtplib import SMTPException
from typing import Any

import pytest
from django import forms
from django.core import mail
from django.db import connection, models, transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import isolate_apps
from django.utils.crypto import get_random_string
from pytest_django import Settings

from sharekit.contrib.promotions.models import Referral, Reward
from tests.support.paths import DOCS
from tests.unit.contrib.promotions import shop
from tests.unit.contrib.promotions.world import (
    Clock,
    make_advocate,
    make_promotion,
    settle_after,
)

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = (DOCS / "promotions.md").read_text()
ANNA = "anna@shop.example"
BEN = "ben@mail.example"
HOME = {"address": "Canal Street 9"}


def make_number() -> str:
    return get_random_string(10)


class OrderForm(forms.Form):
    email = forms.EmailField()
    total = forms.DecimalField()
    address = forms.CharField()


def find_blocks(section: str) -> list[str]:
    """Return the Python of a section of the page."""
    text = PAGE.partition(f"# {section}\n")[2]
    return re.findall(r"```python\n(.*?)```", re.split(r"^##", text, flags=re.MULTILINE)[0], re.S)


@pytest.fixture
def site() -> Iterator[dict[str, Any]]:
    """Return the names of a shop whose code is that of the page."""
    with isolate_apps("tests.support.newspaper"):

        class Order(models.Model):
            number = models.CharField(max_length=20, default=make_number, unique=True)
            email = models.EmailField()
            total = models.DecimalField(max_digits=8, decimal_places=2)

            class Meta:
                app_label = "newspaper"

            def get_absolute_url(self) -> str:
                return f"/orders/{self.pk}/"

        class Voucher(models.Model):
            email = models.EmailField()
            value = models.DecimalField(max_digits=8, decimal_places=2)

            class Meta:
                app_label = "newspaper"

            @property
            def code(self) -> str:
                return f"VOUCHER-{self.pk}"

    with connection.schema_editor() as editor:
        for model in (Order, Voucher):
            editor.create_model(model)
    names = {"Order": Order, "Voucher": Voucher, "OrderForm": OrderForm}
    for block in find_blocks("Orders without an account"):
        exec(block, names)
    yield names
    with connection.schema_editor() as editor:
        for model in (Order, Voucher):
            editor.delete_model(model)


def check_out(site: dict[str, Any], **fields: str) -> HttpResponse:
    """Send the form of the checkout."""
    given = {"email": BEN, "total": "30", **HOME, **fields}
    response: HttpResponse = site["checkout"](RequestFactory().post("/checkout/", given))
    return response


@pytest.fixture
def code() -> str:
    """Return Anna's code in a promotion with a least value of 20."""
    promotion = make_promotion(min_value=20, currency="EUR")
    return str(make_advocate(promotion, ANNA).code)


@pytest.fixture
def template(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop/checkout.html").write_text(
        "{% load sharekit_promotions %}<form>{{ form.as_p }}{% referral_field %}</form>"
    )
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]


def test_a_friend_whose_first_order_was_too_small_is_rewarded_for_the_next(
    site: dict[str, Any], code: str, clock: Clock, vouchers: shop.Vouchers
) -> None:
    site["place_order"](email=BEN, total=5, **HOME, code=code)
    site["place_order"](email=BEN, total=30, **HOME)
    settle_after(clock, days=30)

    assert Referral.objects.get().state == Referral.State.APPROVED
    assert vouchers.count() == 2


@pytest.mark.usefixtures("template")
def test_a_customer_of_old_who_comes_by_a_link_orders_without_the_code(
    site: dict[str, Any], code: str
) -> None:
    assert check_out(site).status_code == 302

    refused = check_out(site, sharekit_code=code).content.decode()

    assert "This code cannot be used for this order." in refused
    assert f'value="{code}"' in refused
    assert "To go on without the code, empty this field." in refused
    assert site["Order"].objects.count() == 1
    assert check_out(site, sharekit_code="")["Location"] == "/orders/2/"
    assert not Referral.objects.exists()


@pytest.fixture
def mails(site: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let ISSUE be that of the section."""
    (block,) = find_blocks("Say when a reward comes")
    exec(block, site)
    monkeypatch.setattr(shop, "issue", site["issue"])


@pytest.fixture(params=["outside", "is_atomic"])
def both_ways(request: pytest.FixtureRequest) -> None:
    """Call ISSUE outside and inside of sharekit's transaction."""
    if request.param == "is_atomic":
        request.getfixturevalue("is_atomic")


@pytest.mark.usefixtures("mails", "both_ways")
def test_friend_and_advocate_get_their_vouchers_by_mail(
    site: dict[str, Any], code: str, clock: Clock
) -> None:
    site["place_order"](email=BEN, total=30, **HOME, code=code)
    assert mail.outbox == []

    settle_after(clock, days=30)

    codes = dict(Reward.objects.values_list("role", "result"))
    sent = {letter.to[0]: letter.body for letter in mail.outbox}
    assert len(mail.outbox) == 2
    assert codes["advocate"] in sent[ANNA]
    assert codes["friend"] in sent[BEN]


@pytest.mark.usefixtures("mails", "both_ways")
def test_a_mail_server_that_is_away_makes_no_second_voucher(
    site: dict[str, Any], code: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*given: object) -> None:
        raise SMTPException

    monkeypatch.setitem(site, "send_mail", fail)
    site["place_order"](email=BEN, total=30, **HOME, code=code)
    settle_after(clock, days=30)
    settle_after(clock, hours=1)

    assert set(Reward.objects.values_list("state", flat=True)) == {"issued"}
    assert site["Voucher"].objects.count() == 2


@pytest.mark.usefixtures("mails", "is_atomic")
def test_a_voucher_that_was_rolled_back_is_not_mailed(
    site: dict[str, Any], code: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def issue(reward: Reward) -> str:
        with transaction.atomic():
            site["issue"](reward)
        raise RuntimeError

    monkeypatch.setattr(shop, "issue", issue)
    site["place_order"](email=BEN, total=30, **HOME, code=code)
    settle_after(clock, days=30)

    assert mail.outbox == []
    assert not site["Voucher"].objects.exists()
