"""In any order of events nobody is rewarded twice, early, or for an order that was taken back."""

from __future__ import annotations

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.unit.contrib.promotions.races.machine import Friends
from tests.unit.contrib.promotions.world import Clock


@pytest.mark.usefixtures("commits")
@pytest.mark.parametrize(
    ("examples", "steps"),
    [(15, 30), pytest.param(400, 50, marks=[pytest.mark.thorough, pytest.mark.slow])],
)
def test_any_order_of_events_ends_well(clock: Clock, examples: int, steps: int) -> None:
    Friends.clock = clock

    run_state_machine_as_test(
        Friends,
        settings=settings(max_examples=examples, stateful_step_count=steps, deadline=None),
    )
