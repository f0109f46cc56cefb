"""Tests in a site whose orders are in another database: conversions are written after their commit.

test_conversions.py runs them there. The site has no time zones.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import transaction

from sharekit.contrib.conversions.credit.credit import credit
from sharekit.contrib.conversions.models import Conversion, ConversionTotal, ShareRelease
from sharekit.contrib.conversions.public import record_conversion, reverse_conversion

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "shop", "stock"])


def test_a_conversion_is_written_after_the_commit_of_its_order() -> None:
    with transaction.atomic(using="shop"):
        assert record_conversion("order", 1) is None
        assert reverse_conversion("order", 1) is None
        assert not Conversion.objects.exists()

    assert Conversion.objects.get().state == "reversed"


def test_it_waits_for_all_other_databases() -> None:
    with transaction.atomic(using="stock"):
        with transaction.atomic(using="shop"):
            record_conversion("order", 1)
        assert not Conversion.objects.exists()

    assert Conversion.objects.count() == 1


def test_nothing_is_written_if_the_order_is_rolled_back() -> None:
    with transaction.atomic(using="shop"):
        record_conversion("order", 1)
        transaction.set_rollback(True, using="shop")

    assert not Conversion.objects.exists()


def test_databases_without_a_transaction_change_nothing() -> None:
    with transaction.atomic():
        assert record_conversion("order", 1) is not None
        transaction.set_rollback(True)

    assert not Conversion.objects.exists()


def test_wrong_arguments_are_reported_at_once() -> None:
    with transaction.atomic(using="shop"), pytest.raises(ValueError, match="GOALS"):
        record_conversion("ordre", 1)


def test_without_time_zones_days_and_hours_are_those_of_the_sites_clock() -> None:
    for number in range(5):
        record_conversion("order", number, token="w")
    record_conversion("order", 5, token="w1111111111")
    Conversion.objects.filter(token="w1111111111").update(at=datetime.now() - timedelta(minutes=59))
    credit()
    assert ConversionTotal.objects.get().conversions == 5
    Conversion.objects.filter(due=True).update(at=datetime.now() - timedelta(minutes=61))
    credit()

    row = ConversionTotal.objects.get()
    assert (row.conversions, row.day) == (6, datetime.now().date())
    assert set(ShareRelease.objects.values_list("conversions", "day")) == {(5, row.day)}
