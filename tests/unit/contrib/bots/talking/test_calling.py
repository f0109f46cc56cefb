"""The site's answer is called for a bounded time, and not for a customer who guesses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event
from unittest.mock import patch

import pytest
from django.db import connections, transaction

from sharekit.contrib.bots.answers.registry import ANSWERS
from sharekit.contrib.bots.conversations.handing import give_back
from sharekit.contrib.bots.deciding import calling, within
from sharekit.contrib.bots.deciding.within import call_within
from sharekit.contrib.bots.models import BotTotal, Conversation, Incoming, Rule
from sharekit.contrib.bots.public import Answer, Question, answers
from sharekit.contrib.bots.publishing.publish import publish
from tests.unit.contrib.bots.talking.world import World

by_telegram = pytest.mark.parametrize("platform", ["telegram"], indirect=True)


def make_shop(world: World, answer: str = "order-status") -> None:
    """Make a bot with a rule that the site's code answers."""
    bot = world.make_bot()
    Rule.objects.create(
        bot=bot, place=9, name="Order", phrases="order {number}\norder", text="", answer=answer
    )
    publish(bot, accepts_warnings=True)


@by_telegram
def test_a_customer_who_guesses_meets_a_person_after_five_misses(
    world: World, asked: list[Question]
) -> None:
    make_shop(world)
    world.ask("order 9001")
    for _ in range(4):
        world.ask("99999")
        world.ask("9001")
    assert len(asked) == 4
    assert world.conversation.state == Conversation.State.BOT

    said = world.ask("99999")

    assert len(asked) == 5
    assert world.conversation.state == Conversation.State.WAITING
    assert Incoming.objects.filter(is_missed=True, is_understood=False).count() == 5
    assert world.ask("order 4711") == said


@by_telegram
def test_within_the_hour_nothing_is_looked_up_for_somebody_who_guessed(
    world: World, asked: list[Question]
) -> None:
    make_shop(world)
    world.ask("delivery time")
    question = Incoming.objects.get()
    for number in range(5):
        question.pk, question.name_hash, question.is_missed = None, str(number), True
        question.save(force_insert=True)

    world.ask("order 4711")
    world.ask("10115")
    assert asked == []
    assert world.conversation.state == Conversation.State.WAITING

    give_back(world.conversation)
    missed = Incoming.objects.filter(is_missed=True)
    missed.update(received_at=question.received_at - timedelta(hours=2))
    world.ask("order 4711")
    assert world.ask("10115")[-1] == "Your order is on its way."


@contextmanager
def declare_slow() -> Iterator[Event]:
    """Declare an answer that returns when the event is set."""
    before, going = dict(ANSWERS), Event()

    @answers("slow", label="Slow")
    def wait_long(question: Question) -> Answer:
        going.wait(30)
        return Answer(f"{BotTotal.objects.count()} totals.")

    try:
        yield going
    finally:
        going.set()
        ANSWERS.clear()
        ANSWERS.update(before)


def count_typing(world: World) -> int:
    return sum("typing" in each for each in world.simulator.steer("others"))


def test_a_slow_function_lets_the_customer_see_that_an_answer_comes(world: World) -> None:
    with declare_slow() as going, patch.object(calling, "TYPING_AFTER", 0.1):
        make_shop(world, "slow")

        def show(question: object) -> None:
            shown(question)  # type: ignore[arg-type]
            going.set()

        shown = calling._show_typing
        with patch.object(calling, "_show_typing", side_effect=show):
            (answer,) = world.ask("order")

    assert answer.endswith("0 totals.")
    assert count_typing(world) == (world.simulator.platform != "twilio")


@by_telegram
def test_a_function_that_hangs_is_an_apology_and_a_person(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    with (
        declare_slow(),
        patch.object(calling, "TYPING_AFTER", 0.05),
        patch.object(calling, "SECONDS", 0.2),
    ):
        make_shop(world, "slow")
        (answer,) = world.ask("order")

    assert "totals" not in answer
    assert world.conversation.state == Conversation.State.WAITING
    assert "slow did not return within 0.2 seconds" in caplog.text


def test_a_process_in_which_many_functions_hang_calls_no_further_one() -> None:
    going = Event()
    called: list[int] = []

    def hang() -> bool:
        called.append(1)
        return going.wait(30)

    def call() -> bool | None:
        return call_within(hang, seconds=0.02, notice=lambda: None, notice_after=0.01)

    with patch.object(connections, "close_all"):
        assert [call() for _ in range(within.MOST_LEFT + 2)] == [None] * (within.MOST_LEFT + 2)
        assert len(called) == within.MOST_LEFT
        going.set()
        for _ in range(within.MOST_LEFT):
            assert within._free.acquire(timeout=10)
    for _ in range(within.MOST_LEFT):
        within._free.release()


@pytest.mark.django_db
def test_within_a_transaction_the_function_sees_what_is_not_committed() -> None:
    with transaction.atomic():
        seen = call_within(
            lambda: transaction.get_connection().in_atomic_block,
            seconds=1,
            notice=lambda: None,
            notice_after=1,
        )

    assert seen is True
