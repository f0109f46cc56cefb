"""Laws of the sums, for any order of events."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sharekit.contrib.conversions.credit.credit import credit
from sharekit.contrib.conversions.models import (
    Conversion,
    ConversionTotal,
    ShareRelease,
    ShareSum,
    State,
)
from sharekit.contrib.conversions.public import record_conversion, reverse_conversion
from sharekit.models import Article
from tests.support.traffic import BRIDGE
from tests.unit.contrib.conversions.orders import BY_READER, CAMPAIGN, count_exactly, put_link
from tests.unit.contrib.conversions.orders import State as LinkState

pytestmark = pytest.mark.django_db(transaction=True)

ELSEWHERE = "c2222222222"
TOKENS = ["", "w", BY_READER, CAMPAIGN, ELSEWHERE]
NAMES = {
    "": [],
    "w": ["whatsapp"],
    BY_READER: ["whatsapp", "article Swifts of the city"],
    CAMPAIGN: ["email", "article Swifts of the city", "May"],
    ELSEWHERE: ["whatsapp", "article The bridge"],
}
RECORD = st.tuples(
    st.just("record"),
    st.integers(0, 60),
    st.sampled_from(TOKENS),
    st.decimals(0, 500, places=2),
)
REVERSE = st.tuples(st.just("reverse"), st.integers(0, 60))
ACTS = st.lists(st.one_of(RECORD, RECORD, RECORD, REVERSE), min_size=1, max_size=60)


def begin() -> None:
    """Delete everything, and create the links."""
    for model in (ShareSum, Conversion, ConversionTotal, Article):
        model._default_manager.all().delete()
    put_link()
    put_link(CAMPAIGN, state=LinkState.CAMPAIGN)
    put_link(ELSEWHERE, article=BRIDGE)


def do(act: tuple[Any, ...]) -> None:
    if act[0] == "record":
        _, number, token, value = act
        record_conversion("order", number, token=token, value=value, currency="EUR")
    else:
        reverse_conversion("order", act[1])


def list_shown() -> dict[int, list[tuple[Any, ...]]]:
    """Return everything that reports can show of each sum."""
    shown: dict[int, list[tuple[Any, ...]]] = {}
    for row in ShareRelease.objects.order_by("day"):
        shown.setdefault(row.sum_id, []).append((row.day, row.conversions, row.value))
    return shown


@given(acts=ACTS, pauses=st.sets(st.integers(0, 60)))
def test_sums_are_those_of_a_simpler_count(acts: list[Any], pauses: set[int]) -> None:
    begin()
    first: dict[int, tuple[str, Decimal]] = {}
    reversed_ = set()
    for turn, act in enumerate(acts):
        do(act)
        if turn in pauses:
            credit()
        if act[0] == "record":
            first.setdefault(act[1], act[2:])
        else:
            reversed_.add(act[1])
    credit()

    held = {number: facts for number, facts in first.items() if number not in reversed_}
    row = ConversionTotal.objects.first()
    found = (row.conversions, row.reversed, row.value) if row else (0, 0, 0)
    assert found == (
        len(first),
        len(first) - len(held),
        sum((value for _, value in held.values()), Decimal(0)),
    )
    counted: Counter[str] = Counter()
    for token, _ in held.values():
        channel, *others = NAMES[token] or [""]
        article, *link = others or [""]
        pairs = [[article, channel]] * bool(article) + [[article, channel, *link]] * bool(link)
        names = [["all"], [channel], *([[article]] * bool(article)), *pairs]
        counted.update(", ".join(name) for name in names if channel)
    assert count_exactly() == counted
    assert not Conversion.objects.filter(due=True).exists()
    assert Conversion.objects.filter(state=State.REVERSED).count() == len(reversed_)


@given(acts=ACTS, pauses=st.sets(st.integers(0, 60), min_size=5))
def test_no_figure_changes_by_less_than_five(acts: list[Any], pauses: set[int]) -> None:
    begin()
    shown = list_shown()
    at_change: dict[int, int] = {}
    for turn, act in enumerate(acts):
        do(act)
        if turn not in pauses:
            continue
        credit()
        now = list_shown()
        for row in ShareSum.objects.all():
            if now.get(row.pk) != shown.get(row.pk):
                assert abs(row.conversions - at_change.get(row.pk, 0)) >= 5
                at_change[row.pk] = row.conversions
            days = now.get(row.pk, [])
            assert all(number >= 5 and number % 5 == 0 and value >= 0 for _, number, value in days)
            assert row.released == sum(number for _, number, _ in days)
            assert row.released_value == sum(value for *_, value in days)
            assert abs(row.conversions - row.released) <= 8
        shown = now
