"""Recording and reversing: once for each number, in any order, in the site's transaction."""

from __future__ import annotations

import uuid
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from sharekit.contrib.conversions.models import Conversion, State
from sharekit.contrib.conversions.public import record_conversion, reverse_conversion
from sharekit.contrib.conversions.signals import conversion_recorded
from tests.unit.aggregate.together import ROUNDS, run_together

TOKEN = "w1111111111"


@pytest.mark.django_db
def test_a_conversion_has_a_hash_instead_of_its_number() -> None:
    row = record_conversion("order", "A-1001", token=TOKEN, value=19.9, currency="EUR")

    stored = Conversion.objects.get()
    assert stored == row
    assert len(stored.key_hash) == 64
    assert "1001" not in str(Conversion.objects.values_list().get())
    assert (stored.goal, stored.state, stored.token) == ("order", State.RECORDED, TOKEN)
    assert (stored.value, stored.currency, stored.due) == (Decimal("19.9"), "EUR", True)


@pytest.mark.django_db
def test_a_second_call_changes_nothing() -> None:
    first = record_conversion("order", 7, token=TOKEN, value=5, currency="EUR")
    stored = Conversion.objects.values().get()
    second = record_conversion("order", "7", token="c1111111111", value=9, currency="USD")

    assert first == second
    assert Conversion.objects.values().get() == stored


@pytest.mark.django_db
def test_numbers_of_other_goals_are_other_conversions() -> None:
    record_conversion("order", 7)
    record_conversion("signup", 7)
    record_conversion("order", 8)

    assert Conversion.objects.count() == 3
    assert Conversion.objects.values("key_hash").distinct().count() == 3


@pytest.mark.django_db
def test_one_query_records_a_conversion(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        record_conversion("order", 7, token=TOKEN, value=5, currency="EUR")


@pytest.mark.django_db(transaction=True)
def test_a_conversion_is_rolled_back_with_the_order() -> None:
    with transaction.atomic():
        record_conversion("order", 7)
        transaction.set_rollback(True)

    assert not Conversion.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_calls_at_the_same_moment_record_one_conversion() -> None:
    def order_twice(number: int) -> None:
        for _ in range(2):
            with transaction.atomic():
                record_conversion("order", number, token=TOKEN, value=5, currency="EUR")

    for number in range(ROUNDS):
        order = partial(order_twice, number)
        refund = partial(reverse_conversion, "order", number)
        run_together(order, order, order, *[refund] * (number % 2))

        row = Conversion.objects.get(at__isnull=False)
        assert row.due
        assert (row.state, row.value) == (["recorded", "reversed"][number % 2], Decimal(5))
        Conversion.objects.all().delete()


REVERSED_IN_EACH_ORDER = ["rev", "vre", "revv", "vvre", "rerev", "vrev", "rrvv"]
"""r records, v reverses, e records with another value."""


@pytest.mark.django_db
@pytest.mark.parametrize("order", REVERSED_IN_EACH_ORDER)
def test_a_reversal_comes_before_or_after_once_or_often(order: str) -> None:
    acts = {
        "r": partial(record_conversion, "order", 7, token=TOKEN, value=5, currency="EUR"),
        "e": partial(record_conversion, "order", 7, value=6, currency="EUR"),
        "v": partial(reverse_conversion, "order", 7),
    }
    for act in order:
        acts[act]()

    row = Conversion.objects.get()
    assert row.state == State.REVERSED
    assert (row.token, row.value, row.currency) == (TOKEN, Decimal(5), "EUR")
    assert row.due
    assert row.at is not None


@pytest.mark.django_db
def test_a_reversal_without_a_conversion_waits_for_it() -> None:
    row = reverse_conversion("order", 7)

    assert row == Conversion.objects.get()
    assert row is not None
    assert (row.state, row.at, row.due) == (State.REVERSED, None, False)


HOSTILE: list[object] = [
    None,
    "",
    "w111111111",
    "w11111111111",
    "w111111111l",
    "1w111111111",
    "w1111111111\n",
    "w11111\x0011111",
    "ж1111111111",
    "é",
    "1",
    "#sk=w1111111111",
    "w" * 1_000_000,
    b"w1111111111",
    ["w1111111111"],
    {"token": TOKEN},
    7,
    "\ud800",
]


@pytest.mark.django_db
def test_anything_but_a_token_counts_as_none() -> None:
    for number, token in enumerate(HOSTILE):
        record_conversion("order", number, token=token)

    assert Conversion.objects.count() == len(HOSTILE)
    assert not Conversion.objects.exclude(token="").exists()


@pytest.mark.django_db
def test_only_the_channel_of_a_token_is_kept_where_acts_have_no_mark(settings: Settings) -> None:
    record_conversion("order", 1, token="w")
    settings.SHAREKIT = {**settings.SHAREKIT, "PRIVACY": "channel"}
    record_conversion("order", 2, token=TOKEN)

    assert list(Conversion.objects.values_list("token", flat=True)) == ["w", "w"]


WRONG: dict[str, dict[str, Any]] = {
    "'ordre' is not in GOALS. Did you mean 'order'?": {"goal": "ordre"},
    "The number ''": {"number": ""},
    "The number None": {"number": None},
    "The number 'a\\\\x00'": {"number": "a\0"},
    "1 to 100 characters": {"number": "1" * 101},
    "The value nan": {"value": float("nan")},
    r"The value Decimal\('sNaN'\)": {"value": Decimal("sNaN")},
    "The value inf": {"value": float("inf")},
    "The value -0.01": {"value": -0.01},
    "The value True": {"value": True},
    "The value 'ten'": {"value": "ten"},
    "at most 11 digits": {"value": 10**11},
    "The value 99999999999.9996": {"value": Decimal("99999999999.9996")},
    r"The value Decimal\('1E\+999'\)": {"value": Decimal("1E+999")},
    "The currency 'eur'": {"currency": "eur"},
    "The currency 'XXX'": {"currency": "XXX"},
    "The currency ''": {"currency": ""},
}


@pytest.mark.django_db
@pytest.mark.parametrize("sentence", WRONG)
def test_arguments_that_are_not_valid_are_named(sentence: str) -> None:
    given = {"goal": "order", "number": 7, "value": 5, "currency": "EUR", **WRONG[sentence]}
    sentence = sentence.replace("99999999999.9996", r"Decimal\('99999999999.9996'\)")
    with pytest.raises(ValueError, match=sentence.replace("?", r"\?")):
        record_conversion(**given)

    assert not Conversion.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("value", "stored"),
    [
        (0, "0"),
        (-0.0, "0"),
        (0.1 + 0.2, "0.3"),
        ("19.90", "19.9"),
        (Decimal("6.6666"), "6.667"),
        (Decimal("99999999999.998"), "99999999999.998"),
    ],
)
def test_a_value_has_three_decimal_places(value: Any, stored: str) -> None:
    record_conversion("order", 7, value=value, currency="KWD")

    assert Conversion.objects.get().value == Decimal(stored)


@pytest.mark.django_db
def test_a_number_may_be_anything_with_a_text() -> None:
    number = uuid.UUID(int=7)
    record_conversion("order", number)  # type: ignore[arg-type]
    record_conversion("order", str(number))

    assert Conversion.objects.count() == 1


@pytest.mark.django_db
def test_a_currency_without_a_value_is_left_out() -> None:
    record_conversion("signup", 7, currency="EUR")

    assert Conversion.objects.get().currency == ""


@pytest.mark.django_db
def test_nothing_is_recorded_without_the_key_of_its_hash(settings: Settings) -> None:
    settings.SHAREKIT = {**settings.SHAREKIT, "HASH_KEY": ""}
    with pytest.raises(ImproperlyConfigured, match="HASH_KEY"):
        record_conversion("order", 7)


@pytest.mark.django_db
def test_a_signal_says_once_that_a_conversion_was_recorded(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    received: list[Any] = []

    def receive(**given: Any) -> None:
        received.append(given["conversion"])

    conversion_recorded.connect(receive)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            reverse_conversion("order", 1)
            reverse_conversion("order", 1)
            assert received == []
            rows = [record_conversion("order", 1) for _ in range(2)]
        with django_capture_on_commit_callbacks(execute=True):
            record_conversion("order", 1)
    finally:
        conversion_recorded.disconnect(receive)

    assert received == rows[:1]
