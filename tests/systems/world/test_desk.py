"""What takes off goes up, what is good and hardly read is worth pushing, and little else is."""

from __future__ import annotations

import pytest

from tests.support.paths import DOCS
from tests.support.worlds.judge import WORLDS, judge, tabulate

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def test_a_few_worlds_are_judged_rightly() -> None:
    judged = [judge(seed) for seed in range(1, 8)]

    for verdicts in zip(*judged, strict=True):
        there = [each for each in verdicts if each.is_there]
        assert len(there) == 4
        assert sum(each.place is not None for each in there) >= 3
        assert sum(each.false for each in verdicts) <= 1


@pytest.mark.thorough
def test_the_documentation_has_the_table_of_all_worlds() -> None:
    table = "\n".join(tabulate([judge(seed) for seed in range(WORLDS)]))

    assert table in (DOCS / "reports.md").read_text()
