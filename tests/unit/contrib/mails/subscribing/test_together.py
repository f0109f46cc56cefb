"""Many requests at the same moment do each step once."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from sharekit.contrib.mails.models import Mail, Message, Subscription, Suppression
from sharekit.contrib.mails.public import stop, subscribe
from sharekit.contrib.mails.subscribing.permission import find_obstacle
from sharekit.contrib.mails.subscribing.subscribe import confirm
from sharekit.contrib.mails.subscribing.suppression import suppress
from tests.unit.aggregate.together import run_together
from tests.unit.contrib.mails.subscribing.making import (
    WORDING,
    make_mail,
    make_message,
    make_subscription,
)

pytestmark = pytest.mark.django_db(transaction=True)

WORKERS = 16
# Once in `make test`, often in `make test-all`.
ROUNDS = pytest.mark.parametrize(
    "rounds", [1, pytest.param(20, marks=[pytest.mark.thorough, pytest.mark.slow])]
)
State = Subscription.State


@ROUNDS
def test_one_address_makes_one_row_and_one_mail(rounds: int) -> None:
    for number in range(rounds):
        address = f"anna{number}@example.org"
        ask = partial(subscribe, address, "weekly", wording=WORDING)

        run_together(*[ask] * WORKERS)

        assert Subscription.objects.filter(address=address).count() == 1
        assert Message.objects.filter(address=address).count() == 1
    assert Mail.objects.count() == 1


@ROUNDS
def test_a_double_click_makes_no_error_that_a_database_logs_with_the_address(
    rounds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    errors: list[str] = []
    execute = CursorWrapper.execute

    def watch(self: CursorWrapper, sql: str, params: Any = None) -> Any:
        try:
            return execute(self, sql, params)
        except IntegrityError:
            errors.append(sql)
            raise

    monkeypatch.setattr(CursorWrapper, "execute", watch)
    for number in range(rounds):
        address = f"anna{number}@example.org"
        ask = partial(subscribe, address, "weekly", wording=WORDING)

        run_together(*[ask] * WORKERS)
        Subscription.objects.all().delete()
        run_together(*[partial(stop, address, "weekly")] * WORKERS)
        run_together(*[partial(suppress, address, "complaint")] * WORKERS)

    assert [sql for sql in errors if "person_hash" in sql or "address" in sql] == []


@ROUNDS
def test_many_spellings_make_three_mails(rounds: int) -> None:
    for number in range(rounds):
        run_together(
            *(
                partial(subscribe, f"anna{number}+{tag}@example.org", "weekly", wording=WORDING)
                for tag in range(WORKERS)
            )
        )

        assert Message.objects.filter(address__startswith=f"anna{number}+").count() == 3


@ROUNDS
def test_a_button_pressed_often_confirms_and_welcomes_once(rounds: int) -> None:
    make_mail(moment="subscribed")
    for number in range(rounds):
        row = make_subscription(address=f"anna{number}@example.org", state=State.ASKED)

        run_together(*[partial(confirm, row)] * WORKERS)

        row.refresh_from_db()
        assert row.state == State.CONFIRMED
        assert Message.objects.filter(address=row.address).count() == 1


@ROUNDS
def test_a_stop_wins_over_orders_and_forms_of_the_same_moment(rounds: int) -> None:
    for number in range(rounds):
        address = f"anna{number}@example.org"
        make_subscription(address=address)
        order = partial(subscribe, address, "weekly", wording=WORDING, ground="customer")

        run_together(*[order] * WORKERS, partial(stop, address, "weekly"))

        assert Subscription.objects.get(address=address).state == State.STOPPED


@ROUNDS
def test_the_strongest_cause_stays(rounds: int) -> None:
    for number in range(rounds):
        address = f"anna{number}@example.org"
        causes = ["asked", "staff", "complaint", "asked"] * (WORKERS // 4)

        run_together(*(partial(suppress, address, cause) for cause in causes))

        assert Suppression.objects.order_by("pk").last().cause == "complaint"  # type: ignore[union-attr]


def test_of_sixteen_mails_at_once_few_are_sent() -> None:
    make_subscription()
    mail = make_mail()
    claimed = [make_message(mail, claimed_at=None, state="waiting") for _ in range(WORKERS)]
    answers: list[str] = []

    def work(message: Message) -> None:
        Message.objects.filter(pk=message.pk).update(state="sending", claimed_at=timezone.now())
        message.refresh_from_db()
        obstacle = find_obstacle(message)
        Message.objects.filter(pk=message.pk).update(state="skipped" if obstacle else "sent")
        answers.append(obstacle)

    run_together(*(partial(work, message) for message in claimed))

    assert len(answers) == WORKERS
    assert set(answers) == {"", "cap"}
    # A claim that another worker cannot see yet may let one more go, for each worker at most.
    assert 2 <= answers.count("") < WORKERS
