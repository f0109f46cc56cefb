"""Tests in a site whose orders are in another database: conversions are written after their commit.

test_conversions.py runs them there.
"""

from __future__ import annotations

import pytest
from django.db import transaction

from sharekit.contrib.conversions.models import Conversion
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
