"""A surprise is the probability of a count, and a factor is closer to 1 the less is known."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sharekit.reports.figures.tips.rates import Rates
from sharekit.reports.figures.tips.surprise import measure_surprise

counts = st.integers(1, 60)
means = st.floats(0.05, 30)
spreads = st.floats(0.01, 5)


def sum_poisson(count: int, mean: float) -> float:
    """Return the probability of so many or more, from that of fewer."""
    fewer = (math.exp(-mean) * mean**number / math.factorial(number) for number in range(count))
    return 1 - sum(fewer)


@pytest.mark.parametrize(("count", "mean"), [(3, 1.0), (9, 2.5), (20, 10.0)])
def test_without_a_spread_it_is_that_of_poisson(count: int, mean: float) -> None:
    expected = -math.log10(sum_poisson(count, mean))

    assert measure_surprise(count, mean=mean, spread=0) == pytest.approx(expected, rel=1e-3)


def test_a_spread_of_one_is_geometric() -> None:
    # Then each further one is as probable as the one before.
    assert measure_surprise(10, mean=1.0, spread=1) == pytest.approx(-10 * math.log10(0.5))


@given(count=counts, mean=means, spread=spreads)
def test_more_is_more_surprising_and_a_wider_spread_less(
    count: int, mean: float, spread: float
) -> None:
    surprise = measure_surprise(count, mean=mean, spread=spread)

    assert surprise >= 0
    assert measure_surprise(count + 1, mean=mean, spread=spread) >= surprise
    if count > 2 * mean + 3:
        assert measure_surprise(count, mean=mean, spread=2 * spread) <= surprise + 1e-9


def test_a_count_up_to_its_mean_has_no_surprise_and_a_huge_one_a_finite_one() -> None:
    assert measure_surprise(2, mean=2.0, spread=1) == 0
    assert measure_surprise(100_000, mean=1.0, spread=0.3) > 1000


@pytest.mark.parametrize("spread", [0.3, 2.0])
def test_forged_millions_are_measured_by_a_bound(spread: float) -> None:
    surprise = measure_surprise(2_000_000, mean=900_000.0, spread=spread)

    # Of the sum of all terms, which takes seconds: 1.494 and 0.867.
    assert surprise == pytest.approx({0.3: 1.48, 2.0: 0.8}[spread], abs=0.07)


def test_few_acts_are_closer_to_the_usual_rate_than_many() -> None:
    rates = Rates([(20, 1000), (5, 20), (50, 200)])

    assert 1 < rates.shrink(5, 20) < rates.shrink(50, 200)
    assert Rates([]).shrink(0, 0) == 1


def test_a_site_whose_articles_differ_more_shrinks_less() -> None:
    alike = Rates([(31, 1000)] * 20)
    differing = Rates([(2, 1000), (60, 1000)] * 10)

    assert 1 < alike.shrink(31, 500) < differing.shrink(31, 500)
