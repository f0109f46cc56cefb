"""ISSUE may fail, take long or return nonsense: it is called again, and then a person looks."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager
from itertools import count

import pytest
from django.contrib.auth import get_user_model
from django.db import Error, connection
from pytest_django import Settings

from sharekit.contrib.conversions.public import reverse_conversion
from sharekit.contrib.promotions.marketing.decisions import try_again
from sharekit.contrib.promotions.models import Promotion, Referral, Reward
from sharekit.contrib.promotions.settle import issue as issuing
from sharekit.contrib.promotions.settle import locks, run
from sharekit.contrib.promotions.settle.functions import MOST_ATTEMPTS
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

pytestmark = pytest.mark.usefixtures("commits")
NONSENSE = [None, "", 17, b"V-1", "V" * 201, "V-1\0", "V-\ud800", ["V-1"]]


@pytest.fixture(params=["outside", "inside"])
def place(request: pytest.FixtureRequest) -> str:
    """Call the site's functions outside and inside of sharekit's transaction."""
    if request.param == "inside":
        request.getfixturevalue("is_atomic")
    return str(request.param)


@pytest.mark.usefixtures("place")
def test_a_call_that_fails_is_repeated_with_pauses_and_then_left_to_a_person(
    clock: Clock, vouchers: Vouchers
) -> None:
    vouchers.faults = [TimeoutError("someone@mail.example")] * 100
    promotion = make_promotion(hold_days=0)
    reward = refer(make_advocate(promotion)).rewards.get(role="friend")
    assert (reward.state, reward.attempts) == (Reward.State.DUE, 1)
    assert "It is called again soon." in reward.error

    settle()
    assert read(reward).attempts == 1
    settle_after(clock, minutes=6)
    assert read(reward).attempts == 2
    for _ in range(MOST_ATTEMPTS + 5):
        settle_after(clock, hours=12)

    failed = read(reward)
    assert (failed.state, failed.result) == (Reward.State.FAILED, "")
    assert f"ISSUE failed (TimeoutError). It was called {MOST_ATTEMPTS} times." in failed.error
    assert "mail.example" not in failed.error
    assert len(vouchers.faults) == 100 - 2 * MOST_ATTEMPTS
    vouchers.faults = []
    assert try_again(failed)
    settle()
    assert read(reward).state == Reward.State.ISSUED
    assert (read(reward).error, vouchers.count("friend")) == ("", 1)
    assert read(promotion).rewarded == 2


@pytest.mark.usefixtures("place")
def test_a_result_that_is_not_a_code_is_a_call_that_failed(
    clock: Clock, vouchers: Vouchers
) -> None:
    vouchers.faults = [each for each in NONSENSE for _role in Reward.Role]
    rewards = refer(make_advocate(make_promotion(hold_days=0))).rewards
    for attempt in range(len(NONSENSE)):
        assert set(rewards.values_list("state", "attempts", "result")) == {
            (Reward.State.DUE, attempt + 1, "")
        }
        sentence = "it must return a text of 1 to 200 characters, such as a voucher's code. It is"
        assert all(sentence in error for error in rewards.values_list("error", flat=True))
        settle_after(clock, hours=12)

    assert set(rewards.values_list("state", "error")) == {(Reward.State.ISSUED, "")}


def test_a_call_that_fails_once_issues_one_reward(
    clock: Clock, vouchers: Vouchers, place: str
) -> None:
    vouchers.faults = [ConnectionError()]
    referral = refer(make_advocate(make_promotion(hold_days=0)))

    settle_after(clock, minutes=6)

    assert list_rewards(referral) == {"advocate": "issued", "friend": "issued"}
    assert sorted(vouchers.issued.values()) == [1, 1]


@pytest.mark.usefixtures("is_atomic")
def test_a_function_that_catches_an_error_of_the_database_does_not_break_the_run(
    clock: Clock, vouchers: Vouchers
) -> None:
    def break_transaction(_reward: Reward) -> None:
        vouchers.before = lambda reward: None
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT * FROM missing")
        except Error:
            pass

    vouchers.before = break_transaction
    referral = refer(make_advocate(make_promotion(hold_days=0)))
    settle_after(clock, minutes=6)

    assert list_rewards(referral) == {"advocate": "issued", "friend": "issued"}
    assert sorted(vouchers.issued.values())[-1] <= 2


def test_a_worker_that_takes_too_long_is_followed_by_another_with_the_same_key(
    clock: Clock, vouchers: Vouchers
) -> None:
    def take_long(reward: Reward) -> None:
        vouchers.before = lambda reward: None
        settle()
        assert read(reward).attempts == 1
        settle_after(clock, minutes=11)

    vouchers.before = take_long
    referral = refer(make_advocate(make_promotion(hold_days=0)))

    assert list_rewards(referral) == {"advocate": "issued", "friend": "issued"}
    assert sorted(vouchers.issued.values()) == [1, 2]
    assert vouchers.count() == 2


def test_a_worker_that_failed_late_does_not_undo_what_another_has_issued(
    clock: Clock, vouchers: Vouchers
) -> None:
    def fail_late(_reward: Reward) -> None:
        vouchers.before = lambda reward: None
        settle_after(clock, minutes=11)
        raise TimeoutError

    vouchers.before = fail_late
    referral = refer(make_advocate(make_promotion(hold_days=0)))

    assert list_rewards(referral) == {"advocate": "issued", "friend": "issued"}


def test_without_issue_rewards_are_due_until_it_is_set(
    settings: Settings, vouchers: Vouchers
) -> None:
    given = settings.SHAREKIT
    for path in ("", "shop.missing.issue", "tests.unit.contrib.promotions.shop.ISSUE"):
        settings.SHAREKIT = {**given, "PROMOTIONS": {"ISSUE": path}}
        referral = refer(make_advocate(make_promotion(hold_days=0)))
        settle()
        assert list_rewards(referral) == {"advocate": "due", "friend": "due"}

    settings.SHAREKIT = given
    settle()

    assert vouchers.count() == 6


def test_an_advocate_without_an_account_gets_nothing(
    clock: Clock, vouchers: Vouchers, place: str
) -> None:
    advocate = make_advocate(make_promotion())
    referral = refer(advocate)
    get_user_model().objects.all().delete()

    settle_after(clock, days=31)

    assert list_rewards(referral) == {"advocate": "withdrawn", "friend": "issued"}
    assert (read(advocate).rewarded, read(advocate.promotion).rewarded) == (0, 1)


def test_the_shop_sees_whom_to_reward(vouchers: Vouchers) -> None:
    seen = {}

    def note(reward: Reward) -> None:
        seen[reward.role] = reward.referral

    vouchers.before = note
    advocate = make_advocate(make_promotion(hold_days=0))
    refer(advocate)

    assert seen["advocate"].advocate.user == advocate.user
    assert seen["friend"].order.startswith("order-")
    assert seen["friend"].promotion == advocate.promotion


def test_a_promotion_ends_at_its_time(clock: Clock) -> None:
    promotion = make_promotion(ends_at=clock.now())

    settle()

    assert read(promotion).state == Promotion.State.ENDED


def test_a_run_ends_after_a_while_and_the_next_does_the_rest(
    monkeypatch: pytest.MonkeyPatch, vouchers: Vouchers
) -> None:
    advocate = make_advocate(make_promotion())
    for _ in range(3):
        refer(advocate)
    Referral.objects.update(hold_until="2000-01-01T00:00Z")
    seconds = count()
    with monkeypatch.context() as patch:
        # Each question for the time takes a second.
        patch.setattr(time, "monotonic", lambda: next(seconds))
        patch.setattr(run, "SECONDS", 1)
        settle()
        assert Referral.objects.filter(state="approved").count() == 1

    settle()
    assert Referral.objects.filter(state="approved").count() == 3
    assert vouchers.count() == 6


def test_a_refund_while_an_advocate_without_an_account_is_found_counts_once(
    clock: Clock, vouchers: Vouchers, monkeypatch: pytest.MonkeyPatch
) -> None:
    advocate = make_advocate(make_promotion())
    referral = refer(advocate)
    get_user_model().objects.all().delete()
    clock.move(days=31)
    hold = locks.hold

    def hold_late(advocate: int) -> AbstractContextManager[None]:
        monkeypatch.setattr(issuing, "hold", hold)
        reverse_conversion("order", referral.order)
        settle()
        return hold(advocate)

    monkeypatch.setattr(issuing, "hold", hold_late)
    settle()
    settle_after(clock, minutes=11)

    assert list_rewards(referral) == {"advocate": "withdrawn", "friend": "withdrawn"}
    assert (read(advocate).rewarded, read(advocate.promotion).rewarded) == (0, 0)
