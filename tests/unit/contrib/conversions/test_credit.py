"""Conversions are credited to the share behind them, each once."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.db import transaction

from sharekit.contrib.conversions.credit import credit as crediting
from sharekit.contrib.conversions.credit.credit import credit
from sharekit.contrib.conversions.credit.sums import Sums
from sharekit.contrib.conversions.models import Conversion, ShareSum
from sharekit.contrib.conversions.public import reverse_conversion
from sharekit.contrib.conversions.tasks import credit as credit_task
from tests.unit.aggregate.together import ROUNDS, run_together
from tests.unit.contrib.conversions.orders import (
    BY_READER,
    CAMPAIGN,
    State,
    count_exactly,
    get_total,
    order,
    order_and_credit,
    pass_hours,
    put_link,
)

pytestmark = pytest.mark.django_db(transaction=True)

SWIFTS = "article Swifts of the city"


def test_a_readers_link_is_credited_to_its_article_and_channel() -> None:
    put_link()
    order_and_credit(1)

    row = Conversion.objects.get()
    assert (row.token, row.due, row.counted, row.channel) == ("", False, "recorded", "whatsapp")
    assert row.article is not None
    assert row.link is None
    assert count_exactly() == dict.fromkeys(("all", "whatsapp", SWIFTS, f"{SWIFTS}, whatsapp"), 1)


def test_a_campaign_link_is_credited_itself_too() -> None:
    put_link(CAMPAIGN, state=State.CAMPAIGN)
    order_and_credit(1, token=CAMPAIGN)

    row = Conversion.objects.get()
    assert row.link is not None
    assert row.token == ""
    assert count_exactly() == dict.fromkeys(
        ("all", "email", SWIFTS, f"{SWIFTS}, email", f"{SWIFTS}, email, May"), 1
    )


@pytest.mark.parametrize("token", ["", "7", "%", "Z", "w1111111111"])
def test_what_names_no_share_is_only_counted(token: str) -> None:
    put_link(BY_READER, state=State.WITHDRAWN)
    order_and_credit(1, token=token)

    assert get_total() == (1, 0, 10)
    assert count_exactly() == {}
    assert not Conversion.objects.filter(due=True).exists()
    assert Conversion.objects.get().channel == ""


def test_a_letter_is_credited_to_its_channel() -> None:
    order_and_credit(1, token="w")

    assert count_exactly() == {"all": 1, "whatsapp": 1}


def test_a_conversion_waits_an_hour_for_its_link() -> None:
    order_and_credit(1, 2)
    assert get_total() == (0, 0, 0)
    pass_hours(0.9)
    put_link()
    credit()

    assert get_total() == (2, 0, 20)
    assert count_exactly()[SWIFTS] == 2


def test_after_an_hour_it_is_credited_to_the_channel_of_its_token() -> None:
    order(1)
    order(2, token="Z1111111111")
    pass_hours(1.1)
    credit()
    put_link()
    credit()

    assert get_total() == (2, 0, 20)
    assert count_exactly() == {"all": 1, "whatsapp": 1}


@pytest.mark.parametrize("is_credited_first", [True, False])
def test_a_reversal_is_subtracted(is_credited_first: bool) -> None:
    put_link()
    order(1, 2, 3)
    if is_credited_first:
        credit()
    for _ in range(2):
        reverse_conversion("order", 2)
        credit()

    assert get_total() == (3, 1, 20)
    assert count_exactly()["all"] == 2
    assert set(ShareSum.objects.values_list("conversions", "value")) == {(2, Decimal(20))}


def test_one_that_was_reversed_before_counts_as_both() -> None:
    reverse_conversion("order", 1)
    credit()
    assert get_total() == (0, 0, 0)
    put_link()
    order_and_credit(1)

    assert get_total() == (1, 1, 0)
    assert count_exactly() == {}


def test_workers_at_the_same_moment_count_once() -> None:
    put_link()
    for turn in range(ROUNDS):
        numbers = range(turn * 10, turn * 10 + 10)
        order(*numbers)
        run_together(credit, credit, partial(reverse_conversion, "order", numbers[0]))
    credit()

    number = 10 * ROUNDS
    assert get_total() == (number, ROUNDS, 10 * (number - ROUNDS))
    assert count_exactly()["all"] == number - ROUNDS


def test_a_worker_that_ends_within_a_step_changes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    put_link()
    order(*range(7))

    def fail(self: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Sums, "save", fail)
        with pytest.raises(KeyboardInterrupt):
            credit()
    assert get_total() == (0, 0, 0)
    assert credit() == 7
    assert credit() == 0

    assert get_total() == (7, 0, 70)


def test_more_than_a_step_is_credited_in_one_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crediting, "STEP", 3)
    put_link()
    order(1, 2, token="c2222222222")
    order(*range(3, 11))
    credit_task()

    assert get_total() == (8, 0, 80)
    assert count_exactly()["all"] == 8


def test_a_call_ends_after_some_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crediting, "MOST_SECONDS", 0)
    order(1, token="w")

    assert credit() == 0


@pytest.mark.usefixtures("skip_sqlite")
def test_a_row_that_the_site_has_locked_is_left_to_the_next_call() -> None:
    put_link()
    order_and_credit(1, 2)
    order(3)
    with transaction.atomic():
        reverse_conversion("order", 2)
        run_together(credit)
        reverse_conversion("order", 1)
        run_together(credit)
    assert get_total() == (3, 0, 30)
    credit()

    assert get_total() == (3, 2, 10)
