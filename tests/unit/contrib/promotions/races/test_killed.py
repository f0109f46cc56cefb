"""A worker that dies anywhere in issuing or taking back leaves nothing twice and nothing lost.

Its end is an error that nothing catches, before or after each statement and each commit: what a
transaction has not committed is undone, as when the process is gone.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from sharekit.contrib.conversions.public import reverse_conversion
from sharekit.contrib.promotions.models import Promotion, Referral, Reward
from sharekit.contrib.promotions.settle.run import settle
from tests.unit.contrib.promotions.shop import Vouchers
from tests.unit.contrib.promotions.world import (
    Clock,
    list_rewards,
    make_advocate,
    make_promotion,
    read,
    refer,
    settle_after,
)

pytestmark = pytest.mark.django_db(transaction=True)


# Some of its steps in `make test`, all in `make test-all`.
STRIDES = pytest.mark.parametrize(
    "stride", [11, pytest.param(1, marks=[pytest.mark.thorough, pytest.mark.slow])]
)


class Killed(BaseException):
    """The process is gone."""


class Killer:
    """Ends a worker at a step: each statement, commit and call has one before and one after it."""

    def __init__(self, step: int) -> None:
        self._left = step
        self.has_killed = False

    def pass_by(self, *_arguments: object) -> None:
        self._left -= 1
        if not self._left:
            self.has_killed = True
            raise Killed

    def execute(self, run: Callable[..., Any], *arguments: Any) -> Any:
        self.pass_by()
        result = run(*arguments)
        self.pass_by()
        return result


def run_until_killed(step: int, vouchers: Vouchers) -> bool:
    """Settle, and return whether the worker was killed."""
    killer = Killer(step)
    commit = BaseDatabaseWrapper.commit

    def pass_commit(wrapper: BaseDatabaseWrapper) -> None:
        killer.pass_by()
        commit(wrapper)
        killer.pass_by()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vouchers, "before", killer.pass_by)
        patch.setattr(vouchers, "after", killer.pass_by)
        patch.setattr(BaseDatabaseWrapper, "commit", pass_commit)
        try:
            with connection.execute_wrapper(killer.execute):
                settle()
        except BaseException:
            # Django may raise another error on the way out of the transaction.
            if not killer.has_killed:
                raise
    # Another process does the rest, on a connection of its own.
    connection.close()
    return killer.has_killed


@pytest.fixture(params=["outside", "inside"])
def is_inside(request: pytest.FixtureRequest) -> bool:
    """Call the site's functions outside and inside of sharekit's transaction."""
    if request.param == "inside":
        request.getfixturevalue("is_atomic")
    return bool(request.param == "inside")


def make_ready(promotion: Promotion, clock: Clock) -> Referral:
    """Return a referral that is ready to be approved."""
    referral = refer(make_advocate(promotion))
    clock.move(days=31)
    return referral


@STRIDES
def test_a_worker_killed_at_any_step_of_issuing_is_made_up_for(
    clock: Clock, vouchers: Vouchers, is_inside: bool, stride: int
) -> None:
    promotion = make_promotion(cap_total=0)
    for run in count(1):
        referral = make_ready(promotion, clock)
        keys_before = set(vouchers.issued)
        was_killed = run_until_killed(run * stride, vouchers)
        settle_after(clock, minutes=11)

        assert read(referral).state == Referral.State.APPROVED
        assert list_rewards(referral) == {"advocate": "issued", "friend": "issued"}
        calls = [vouchers.issued[key] for key in set(vouchers.issued) - keys_before]
        # At least once with one key; in a transaction what was undone is called again, too.
        assert len(calls) == 2
        assert sum(calls) <= 3
        assert read(promotion).rewarded == 2 * run
        if not was_killed:
            break
    # It died often, and the last time not at all.
    assert run * stride > 50
    assert vouchers.count() == 2 * run


@STRIDES
def test_a_worker_killed_at_any_step_of_taking_back_is_made_up_for(
    clock: Clock, vouchers: Vouchers, is_inside: bool, stride: int
) -> None:
    promotion = make_promotion(cap_total=0)
    for run in count(1):
        referral = make_ready(promotion, clock)
        settle()
        assert vouchers.count() == 2
        reverse_conversion("order", referral.order)
        was_killed = run_until_killed(run * stride, vouchers)
        settle_after(clock, minutes=11)

        assert read(referral).state == Referral.State.CANCELLED
        assert list_rewards(referral) == {"advocate": "withdrawn", "friend": "withdrawn"}
        assert vouchers.count() == 0
        if not was_killed:
            break
    assert run * stride > 50
    assert read(promotion).rewarded == 0
    assert not Reward.objects.filter(counted=True).exists()
