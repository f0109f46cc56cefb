"""Workers end in time, overtake one another, and go on after what they cannot decide."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.utils import timezone
from pytest_django import Settings

from sharekit.contrib.bots.deciding import decide as deciding
from sharekit.contrib.bots.deciding.decide import decide
from sharekit.contrib.bots.deciding.question import decide_question
from sharekit.contrib.bots.models import Conversation, Incoming, Outgoing
from sharekit.contrib.bots.receiving.receive import read
from sharekit.contrib.bots.sending import send as sending
from sharekit.contrib.bots.sending import states
from sharekit.contrib.bots.sending.send import send
from sharekit.contrib.bots.working import run
from sharekit.contrib.bots.working.doctor import examine
from sharekit.contrib.bots.working.look import look
from tests.unit.contrib.bots.talking.world import World

pytestmark = pytest.mark.parametrize("platform", ["telegram"], indirect=True)
State = Outgoing.State


def ask_both(world: World) -> None:
    world.say("delivery time")
    world.say("delivery time", by=world.stranger)


def test_a_run_of_deciding_ends_in_time_and_the_next_one_goes_on(world: World) -> None:
    world.make_bot()
    ask_both(world)

    with patch.object(deciding, "SECONDS", -1):
        assert [decide(), decide(), decide()] == [1, 1, 0]


def test_a_run_of_sending_ends_in_time_and_the_next_one_goes_on(world: World) -> None:
    world.make_bot()
    ask_both(world)
    decide()

    with patch.object(sending, "SECONDS", -1):
        assert send() == 0
    assert send() == 2


def test_what_cannot_be_read_is_set_aside_and_later_questions_are_answered(world: World) -> None:
    world.make_bot()
    world.say("delivery time")
    Incoming.objects.update(data={"type": "telepathy"})
    world.say("delivery time")

    run.answer()

    assert len(world.read()) == 1
    assert Incoming.objects.filter(state=Incoming.State.REJECTED).count() == 1


def test_a_question_that_breaks_deciding_keeps_only_its_own_customer_waiting(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.make_bot()
    ask_both(world)
    bad = Incoming.objects.earliest("pk")

    def decide_good(row: Incoming, *further: object) -> bool:
        if row.pk == bad.pk:
            raise RuntimeError(f"a secret of {row.pk}")
        return decide_question(row, *further)  # type: ignore[arg-type]

    with patch.object(deciding, "decide_question", side_effect=decide_good):
        run.answer()

    assert len(world.read(by=world.stranger)) == 1
    assert world.read() == []
    assert f"Message {bad.pk} could not be decided: RuntimeError" in caplog.text
    assert f"secret of {bad.pk}" not in caplog.text
    assert not Conversation.objects.filter(leased_until__gt=timezone.now()).exists()
    run.answer()
    assert len(world.read()) == 1


def test_news_that_another_worker_noted_are_noted_once(world: World) -> None:
    world.make_bot()
    name = world.say("delivery time")
    world.say("size", kind="edit", message=name)

    def overtake(row: Incoming) -> object:
        Incoming.objects.filter(pk=row.pk).update(state=Incoming.State.DECIDED)
        return read(row)

    with patch.object(deciding, "read", side_effect=overtake):
        assert decide() == 0


def test_an_answer_that_another_worker_claimed_is_left_to_it(world: World) -> None:
    world.make_bot()
    world.say("delivery time")
    decide()
    pk = world.answer.pk
    lists = [[pk], [pk], []]

    with patch.object(sending, "list_due", side_effect=lambda account: lists.pop(0)):
        assert states.claim(pk)
        assert send() == 0

    assert world.read() == []


def test_a_worker_that_was_paused_does_not_end_the_attempt_of_another(world: World) -> None:
    world.make_bot()
    world.say("delivery time")
    decide()
    paused = states.claim(world.answer.pk)
    assert paused
    states.doubt_abandoned(timezone.now() + states.LEASE + timedelta(seconds=1))

    assert not states.end(paused, State.SENT)
    assert world.answer.state == State.UNKNOWN


def test_an_account_of_an_unknown_platform_is_left_out(world: World, settings: Settings) -> None:
    accounts = {"odd": {"platform": "telegraph"}}
    settings.SHAREKIT = {**settings.SHAREKIT, "BOTS": {"ACCOUNTS": accounts}}

    assert look() == 0
    assert any("odd" in finding.sentence for finding in examine())
