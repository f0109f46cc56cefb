"""What platforms report beside questions: statuses, colleagues, edits, deletions, new numbers."""

from __future__ import annotations

import pytest

from sharekit.contrib.bots.conversations.stops import stop
from sharekit.contrib.bots.deciding.decide import decide
from sharekit.contrib.bots.models import Contact, Conversation, Incoming, Outgoing, Stop
from sharekit.contrib.bots.working import run
from tests.unit.contrib.bots.talking.world import ACCOUNT, World

by_whatsapp = pytest.mark.parametrize("platform", ["whatsapp"], indirect=True)
by_messenger = pytest.mark.parametrize("platform", ["messenger"], indirect=True)
heals = pytest.mark.parametrize("platform", ["whatsapp", "messenger", "twilio"], indirect=True)


@heals
def test_an_unknown_answer_heals_by_the_mark_that_comes_back(world: World) -> None:
    world.make_bot()
    world.simulator.steer("fault", fault="break-after")

    world.ask("delivery time")
    world.wait_for_news()
    decide()

    assert world.answer.state in (Outgoing.State.SENT, Outgoing.State.DELIVERED)
    assert len(world.read()) == 1


@heals
@pytest.mark.parametrize("how", ["doubled", "reversed"])
def test_statuses_in_any_order_end_alike(world: World, how: str) -> None:
    world.make_bot()
    world.simulator.steer("reports", how=how)

    world.ask("delivery time")
    world.wait_for_news()
    decide()
    decide()

    expected = {"messenger": ("sent", "delivered")}.get(world.simulator.platform, ("delivered",))
    assert world.answer.state in expected


@by_messenger
def test_the_bot_is_silent_once_a_colleague_has_answered(world: World) -> None:
    world.make_bot()
    answers = world.ask("delivery time")

    world.say("I am looking", kind="colleague")
    after = world.ask("delivery time")

    assert after == answers
    assert world.conversation.state == Conversation.State.PERSON


@by_whatsapp
def test_a_message_that_its_sender_deletes_is_blanked(world: World) -> None:
    world.make_bot()
    name = world.say("delivery time")
    run.answer()

    world.say(kind="revoke", message=name)
    decide()

    assert world.question.text == ""


@by_whatsapp
def test_a_message_that_was_deleted_before_it_came_is_not_answered(world: World) -> None:
    world.make_bot()
    world.say(kind="revoke", message="wamid.LATER")
    decide()

    world.say("delivery time", name="wamid.LATER")
    run.answer()

    assert world.read() == []
    assert not Incoming.objects.filter(text__contains="delivery").exists()


@by_whatsapp
def test_an_edit_changes_what_is_kept_and_is_not_answered(world: World) -> None:
    world.make_bot()
    name = world.say("delivery tame")
    run.answer()
    answers = world.read()

    world.say("delivery time", kind="edit", message=name)
    run.answer()

    assert world.read() == answers
    assert world.question.text == "delivery time"


@by_whatsapp
def test_a_conversation_goes_on_under_a_new_number(world: World) -> None:
    world.make_bot()
    world.ask("delivery time")
    contact = Contact.objects.get()
    stop(ACCOUNT, contact.key_hash, Stop.Cause.STAFF)

    world.say(kind="move", number=world.stranger)
    decide()

    moved = Contact.objects.get()
    assert moved.pk == contact.pk
    assert moved.address == world.stranger
    assert Stop.objects.filter(key_hash=moved.key_hash).exists()


@by_whatsapp
def test_customers_without_a_number_have_conversations_of_their_own(world: World) -> None:
    world.make_bot()

    for person in ("DE.11110000222233334444", "DE.55556666777788889999"):
        world.ask("delivery time", by=person)
        assert len(world.read(by=person)) == 1

    assert Conversation.objects.count() == 2
    assert set(Contact.objects.values_list("phone_hash", flat=True)) == {""}
