"""What follows from reports that simulators do not send by themselves."""

from __future__ import annotations

from typing import Any

import pytest

from sharekit.contrib.bots.conversations.stops import is_stopped
from sharekit.contrib.bots.deciding.decide import decide
from sharekit.contrib.bots.models import AccountState, Contact, Conversation, Incoming, Outgoing
from sharekit.contrib.bots.platforms import events
from sharekit.contrib.bots.platforms.events import Person
from sharekit.contrib.bots.platforms.verdicts import Refused, Wait
from sharekit.contrib.bots.receiving.receive import store
from tests.unit.contrib.bots.talking.world import ACCOUNT, World

pytestmark = pytest.mark.parametrize("platform", ["messenger"], indirect=True)


@pytest.fixture(autouse=True)
def silent(world: World) -> None:
    """Let the simulator report nothing by itself."""
    world.simulator.steer("reports", how="none")


def report(event: type[events.AnyEvent], **given: Any) -> None:
    """Let the platform report something, and note it."""
    store([event(account=ACCOUNT, name=f"{event.__name__} {given}", **given)])
    assert decide() >= 1
    assert not Incoming.objects.filter(state="new").exists()


def report_failure(world: World, verdict: Refused | Wait | None) -> None:
    world.make_bot()
    world.ask("delivery time")
    report(events.Status, message="", mark=world.answer.mark, state="failed", verdict=verdict)
    assert world.answer.state == Outgoing.State.FAILED


def test_a_failure_that_is_the_accounts_lets_it_rest(world: World) -> None:
    report_failure(world, Refused("account", "190", "The token has expired"))

    state = AccountState.objects.get()
    assert state.last_error == "190 The token has expired"
    assert state.paused_until is not None
    assert world.conversation.state == Conversation.State.BOT


def test_a_failure_that_is_the_messages_is_for_a_person(world: World) -> None:
    report_failure(world, Refused("message", "100"))

    assert (world.conversation.state, world.conversation.reason) == ("waiting", "100")


@pytest.mark.parametrize("verdict", [None, Wait("2"), Refused("person", "551")])
def test_a_failure_that_is_the_customers_ends_the_answer_only(
    world: World, verdict: Refused | Wait | None
) -> None:
    report_failure(world, verdict)

    assert world.conversation.state == Conversation.State.BOT
    assert not is_stopped(ACCOUNT, Contact.objects.get().key_hash)


def test_a_report_of_an_answer_that_is_unknown_here_changes_nothing(world: World) -> None:
    report(events.Status, message="m_other", state="delivered")
    report(events.Status, message="", state="delivered")

    assert not Outgoing.objects.exists()


def test_an_error_of_the_account_lets_it_rest_unless_it_passes(world: World) -> None:
    report(events.Trouble, verdict=Wait("130429"))
    assert not AccountState.objects.exclude(last_error="").exists()

    report(events.Trouble, verdict=Refused("account", "131031", "Locked"))
    assert AccountState.objects.get().last_error == "131031 Locked"


def test_who_never_wrote_has_no_conversation_that_somebody_takes(world: World) -> None:
    stranger = Person(key="1", address="1")

    report(events.Echo, person=stranger)
    report(events.Handed, person=stranger, is_ours=True)

    assert not Conversation.objects.exists()


def test_a_conversation_that_comes_back_is_answered_again(world: World) -> None:
    world.make_bot()
    world.ask("delivery time")
    person = Person(key=world.person, address=world.person)

    report(events.Handed, person=person, is_ours=False)
    silent = world.ask("delivery time")
    report(events.Handed, person=person, is_ours=True)

    assert len(silent) == 1
    assert len(world.ask("delivery time")) == 2


def test_what_no_database_keeps_is_left_out_or_set_aside(world: World) -> None:
    far = Person(key="1", address="1" * 201)

    report(events.Echo, person=Person(key="a\0b", address="a\0b"))
    store([events.Echo(account=ACCOUNT, name="far", person=far)])

    kept, rejected = Incoming.objects.order_by("pk")
    assert kept.data["person"]["address"] == "ab"
    assert (rejected.state, rejected.data) == ("rejected", {})


def test_a_number_that_is_known_already_keeps_its_own_conversation(world: World) -> None:
    world.make_bot()
    for each in (world.person, world.stranger):
        world.ask("delivery time", by=each)
    old, new = (Person(key=each, address=each) for each in (world.person, world.stranger))

    report(events.Moved, person=old, becomes=new)

    assert set(Contact.objects.values_list("address", flat=True)) == {old.address, new.address}
