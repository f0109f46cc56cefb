"""A question is answered once, on every platform."""

from __future__ import annotations

import pytest

from sharekit.contrib.bots.models import BotTotal, Conversation, Incoming, Outgoing, Stop
from sharekit.contrib.bots.working import run
from tests.unit.contrib.bots.talking.world import World


def test_a_question_is_answered(world: World) -> None:
    world.make_bot()

    (answer,) = world.ask("What is the delivery time?")

    assert answer.startswith("Hello, I am an automatic helper.\n\nTwo days.")
    assert world.answer.state in (Outgoing.State.SENT, Outgoing.State.DELIVERED)
    total = BotTotal.objects.get(rule__gt=0)
    assert (total.opened, total.asked, total.answered, total.not_understood) == (1, 1, 1, 0)


def test_a_question_that_comes_again_is_answered_once(world: World) -> None:
    world.make_bot()

    name = world.say("delivery time", copies=4)
    run.answer()
    world.simulator.steer("deliver", names=[name], copies=2)
    run.answer()

    assert len(world.read()) == 1
    assert Incoming.objects.filter(kind="received").count() == 1
    assert sum(BotTotal.objects.values_list("asked", flat=True)) == 1


def test_two_customers_have_two_conversations(world: World) -> None:
    world.make_bot()

    world.ask("delivery time")
    world.ask("size", by=world.stranger)

    assert Conversation.objects.count() == 2
    assert len(world.read()) == len(world.read(by=world.stranger)) == 1


def test_an_answer_links_its_article_with_the_mark_of_the_bot(world: World) -> None:
    world.make_bot()

    (answer,) = world.ask("Which size?")

    assert "/help/sizes/#sk=" in answer
    assert BotTotal.objects.get(rule__gt=0).links_given == 1


def test_without_a_live_bot_a_question_is_kept_and_not_answered(world: World) -> None:
    bot = world.make_bot()
    bot.state = "paused"
    bot.save()

    assert world.ask("delivery time") == []
    assert world.question.state == Incoming.State.IGNORED


def test_who_stops_gets_at_most_one_confirmation_until_start(world: World) -> None:
    world.make_bot()
    before = world.ask("delivery time")

    stopped = world.ask(" STOP ")
    after = world.ask("delivery time")

    # Twilio confirms by itself.
    assert len(stopped) == len(before) + (world.simulator.platform != "twilio")
    assert after == stopped
    assert world.question.text == ""
    assert Stop.objects.count() == 1

    world.ask("start")
    assert world.ask("delivery time")[-1] == "Two days."
    assert not Stop.objects.exists()


def test_a_person_who_is_asked_for_is_waited_for_in_silence(world: World) -> None:
    world.make_bot()

    answers = world.ask("I want to talk to a person")

    assert len(answers) == 1
    assert world.conversation.state == Conversation.State.WAITING
    assert world.ask("Hello?") == answers


@pytest.mark.parametrize("fault", ["break-after", "half"])
def test_what_broke_is_unknown_heals_where_it_can_and_is_never_sent_again(
    world: World, fault: str
) -> None:
    world.make_bot()
    world.simulator.steer("reports", how="none")
    world.simulator.steer("fault", fault=fault)

    world.ask("delivery time")
    run.answer()

    assert world.answer.state == Outgoing.State.UNKNOWN
    assert len(world.read()) == 1


def test_a_platform_that_is_busy_gets_the_answer_later(world: World) -> None:
    world.make_bot()
    world.simulator.steer("fault", fault="busy")

    assert world.ask("delivery time") == []
    assert world.answer.state == Outgoing.State.WAITING
    Outgoing.objects.update(due_at=world.answer.asked_at)
    run.answer()
    assert len(world.read()) == 1
