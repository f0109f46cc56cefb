"""The alert comes before the peak of an article that takes off, and seldom for another one."""

from __future__ import annotations

import pytest

from tests.support.paths import DOCS
from tests.support.worlds.months import MONTHS, SIZES, judge_month, tabulate_months

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def test_a_few_days_are_judged_rightly() -> None:
    judged = [judge_month(seed, days=8, waves=3) for seed in range(2)]

    large = [early for each in judged for wave, early in each.waves if wave.acts >= SIZES[1][0]]
    assert len(large) == 4
    assert all(early is not None and early > 0 for early in large)
    assert sum(each.false for each in judged) <= 1


@pytest.mark.thorough
def test_the_documentation_has_the_table_of_all_months() -> None:
    table = "\n".join(tabulate_months([judge_month(seed) for seed in range(MONTHS)]))

    assert table in (DOCS / "alerts.md").read_text()
