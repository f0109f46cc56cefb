"""A shop whose orders are in another database than sharekit's tables."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connections, transaction

from sharekit.contrib.conversions.models import Conversion
from sharekit.contrib.promotions.models import Referral
from sharekit.contrib.promotions.referring import qualify as qualifying
from tests.unit.contrib.promotions.shop import Vouchers
from tests.unit.contrib.promotions.world import (
    make_advocate,
    make_claim,
    make_order,
    make_promotion,
    read,
)

pytestmark = pytest.mark.django_db(transaction=True)
FRIEND = "friend@mail.example"


@pytest.fixture
def shop() -> Iterator[str]:
    """Return the name of the shop's own database."""
    memory = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:", "OPTIONS": {}}
    connections.settings["shop"] = {**connections.settings["default"], **memory}
    # Before Django's tests ask whether this database is one of theirs.
    connections["shop"].connect()
    yield "shop"
    connections["shop"].close()
    del connections["shop"], connections.settings["shop"]


def test_an_order_settles_its_claim_after_the_commit_of_the_shop(
    shop: str, vouchers: Vouchers
) -> None:
    referral = make_claim(make_advocate(make_promotion(hold_days=0)), FRIEND)

    with transaction.atomic(using=shop):
        assert make_order(FRIEND, "17") is None
        assert not Conversion.objects.exists()

    assert read(referral).state == Referral.State.APPROVED
    assert vouchers.count() == 2
    assert make_order(FRIEND, "17") == referral


def test_an_order_that_the_shop_rolls_back_settles_nothing(shop: str) -> None:
    referral = make_claim(make_advocate(make_promotion()), FRIEND)

    with transaction.atomic(using=shop):
        make_order(FRIEND, "17")
        transaction.set_rollback(True, using=shop)

    assert read(referral).state == Referral.State.CLAIMED
    assert not Conversion.objects.exists()


def test_an_error_after_the_commit_of_the_shop_harms_no_order(
    shop: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*given: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(qualifying, "_qualify", fail)

    with transaction.atomic(using=shop):
        make_order(FRIEND, "17")

    assert "in on_commit()" in caplog.text
