"""What becomes of an answer: at most once, never late, and never against the customer's will."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from pytest_django import Settings

from sharekit.contrib.bots.conversations.stops import stop
from sharekit.contrib.bots.deciding.decide import decide
from sharekit.contrib.bots.models import AccountState, Conversation, Outgoing, Stop
from sharekit.contrib.bots.sending.send import send
from sharekit.contrib.bots.sending.states import claim
from sharekit.contrib.bots.working import run
from tests.unit.contrib.bots.talking.world import ACCOUNT, World

State = Outgoing.State
by_telegram = pytest.mark.parametrize("platform", ["telegram"], indirect=True)
by_whatsapp = pytest.mark.parametrize("platform", ["whatsapp"], indirect=True)


def decide_one(world: World, text: str = "delivery time") -> Outgoing:
    """Let a customer ask and the bot decide, and return the answer that waits."""
    world.say(text)
    decide()
    return world.answer


@by_telegram
def test_a_late_answer_is_not_sent_and_the_customer_waits_for_a_person(world: World) -> None:
    world.make_bot()
    decide_one(world)
    Outgoing.objects.update(asked_at=timezone.now() - timedelta(minutes=31))

    send()

    assert world.read() == []
    assert (world.answer.state, world.answer.reason) == (State.LATE, "late")
    assert world.conversation.state == Conversation.State.WAITING
    assert world.conversation.reason == "late"


@by_whatsapp
def test_nothing_is_sent_outside_the_window(world: World) -> None:
    world.make_bot()
    decide_one(world)
    until = world.conversation.window_until
    assert until is not None
    assert until > timezone.now() + timedelta(hours=23)
    Conversation.objects.update(window_until=timezone.now() - timedelta(seconds=1))

    send()

    assert world.read() == []
    assert (world.answer.state, world.answer.reason) == (State.LATE, "window")


@by_whatsapp
def test_a_window_that_the_platform_has_closed_is_for_a_person(world: World) -> None:
    world.make_bot()
    decide_one(world)
    world.simulator.steer("clock", seconds=25 * 3600)

    send()

    assert (world.answer.state, world.answer.code) == (State.FAILED, "131047")
    assert world.conversation.state == Conversation.State.WAITING


@by_telegram
def test_a_stop_that_comes_before_the_sending_holds(world: World) -> None:
    world.make_bot()
    answer = decide_one(world)
    stop(ACCOUNT, answer.conversation.contact.key_hash, Stop.Cause.STAFF)

    send()

    assert world.read() == []
    assert (world.answer.state, world.answer.reason) == (State.SKIPPED, "stopped")


@by_telegram
def test_the_bot_is_silent_once_a_person_answers(world: World) -> None:
    world.make_bot()
    decide_one(world)
    Conversation.objects.update(state=Conversation.State.PERSON)

    send()

    assert (world.answer.state, world.answer.reason) == (State.SKIPPED, "with-person")


@by_telegram
def test_a_customer_who_was_forgotten_gets_nothing(world: World) -> None:
    world.make_bot()
    answer = decide_one(world)
    contact = answer.conversation.contact
    contact.address = ""
    contact.save()

    send()

    assert (world.answer.state, world.answer.reason) == (State.SKIPPED, "forgotten")


@by_telegram
def test_an_attempt_whose_worker_died_is_unknown_and_not_repeated(world: World) -> None:
    world.make_bot()
    answer = decide_one(world)
    assert claim(answer.pk)
    assert claim(answer.pk) is None
    Outgoing.objects.update(claimed_at=timezone.now() - timedelta(minutes=3))

    send()

    assert world.read() == []
    assert (world.answer.state, world.answer.reason) == (State.UNKNOWN, "interrupted")


@by_telegram
def test_answers_of_a_conversation_keep_their_order(world: World) -> None:
    world.make_bot()
    world.simulator.steer("fault", fault="busy")
    world.say("delivery time")
    world.say("bye")

    run.answer()

    assert world.read() == []
    Outgoing.objects.update(due_at=timezone.now())
    send()
    assert [text.split()[-1] for text in world.read()] == ["days.", "Bye."]


def test_a_customer_who_blocks_the_account_is_stopped(world: World) -> None:
    if world.simulator.platform in ("whatsapp", "messenger"):
        pytest.skip("This platform has no such answer.")
    world.make_bot()
    world.simulator.steer("fault", fault="stopped")

    world.ask("delivery time")

    assert world.answer.state == State.FAILED
    assert Stop.objects.get().cause == Stop.Cause.PLATFORM


def test_an_account_that_is_refused_rests_and_its_owner_gets_one_mail(
    world: World, settings: Settings
) -> None:
    settings.SHAREKIT["BOTS"]["NOTIFY"] = ["shop@example.com"]
    settings.SHAREKIT = {**settings.SHAREKIT}
    world.make_bot()
    world.simulator.steer("fault", fault="token", times=2)

    world.ask("delivery time")
    run.answer()

    state = AccountState.objects.get()
    assert state.last_error
    assert state.paused_until is not None
    assert world.answer.state == State.WAITING
    assert len(mail.outbox) == 1

    for _ in range(2):
        Outgoing.objects.update(due_at=timezone.now())
        AccountState.objects.update(paused_until=None)
        run.answer()
    assert len(world.read()) == 1
    assert AccountState.objects.get().last_error == ""
    assert len(mail.outbox) == 1


@by_telegram
def test_two_bots_that_talk_with_one_another_end(world: World, settings: Settings) -> None:
    settings.SHAREKIT["BOTS"]["LIMIT_CONTACT"] = "3/10 minutes"
    settings.SHAREKIT = {**settings.SHAREKIT}
    world.make_bot()

    for _ in range(5):
        world.ask("delivery time")

    assert len(world.read()) == 3
    assert world.conversation.state == Conversation.State.WAITING
    assert world.conversation.reason == "too-many"


@by_telegram
def test_an_account_without_settings_waits(world: World, settings: Settings) -> None:
    world.make_bot()
    decide_one(world)
    settings.SHAREKIT = {**settings.SHAREKIT, "BOTS": {}}

    assert send() == 0
    assert world.answer.state == State.WAITING


@by_telegram
def test_the_account_of_another_worker_is_left_alone(world: World) -> None:
    world.make_bot()
    decide_one(world)
    until = timezone.now() + timedelta(seconds=30)
    AccountState.objects.update_or_create(account=ACCOUNT, defaults={"leased_until": until})

    assert send() == 0
    AccountState.objects.update(leased_until=timezone.now())
    assert send() == 1
