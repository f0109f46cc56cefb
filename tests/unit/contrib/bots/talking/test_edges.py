"""What rarely happens between door and outbox."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.test import RequestFactory
from django.utils import timezone
from pytest_django import Settings

from sharekit.contrib.bots.conversations.handing import give_back, hand_over
from sharekit.contrib.bots.conversations.stops import stop
from sharekit.contrib.bots.deciding.decide import decide
from sharekit.contrib.bots.models import (
    AccountState,
    BotTotal,
    Contact,
    Conversation,
    Incoming,
    Outgoing,
    Stop,
)
from sharekit.contrib.bots.platforms.accounts import find_account, get_webhook
from sharekit.contrib.bots.receiving.door import door
from sharekit.contrib.bots.sending.send import send
from sharekit.contrib.bots.working import run
from tests.unit.contrib.bots.talking.world import ACCOUNT, World

by_telegram = pytest.mark.parametrize("platform", ["telegram"], indirect=True)
by_messenger = pytest.mark.parametrize("platform", ["messenger"], indirect=True)


@by_telegram
def test_a_conversation_that_another_worker_has_is_left_to_it(world: World) -> None:
    world.make_bot()
    world.ask("delivery time")
    Conversation.objects.update(leased_until=timezone.now() + timedelta(seconds=30))

    world.say("size")

    assert decide() == 0
    Conversation.objects.update(leased_until=timezone.now())
    assert decide() == 1


@by_telegram
def test_a_worker_that_was_overtaken_writes_nothing(world: World) -> None:
    world.make_bot()
    world.ask("delivery time")
    world.say("size")

    def overtake(*given: object) -> None:
        Conversation.objects.update(version=99)

    with patch("sharekit.contrib.bots.deciding.question._link", side_effect=overtake):
        assert decide() == 0

    assert Outgoing.objects.count() == 1
    assert world.question.state == Incoming.State.NEW


@by_telegram
def test_a_conversation_that_rests_a_day_begins_anew_with_the_newest_edition(
    world: World,
) -> None:
    bot = world.make_bot()
    world.ask("delivery time")
    Conversation.objects.update(last_at=timezone.now() - timedelta(hours=25))

    answers = world.ask("delivery time")

    assert answers[-1].startswith(bot.greeting)
    assert Conversation.objects.count() == 2
    assert Contact.objects.count() == 1


@by_telegram
def test_a_customer_who_was_stopped_is_not_greeted_again(world: World) -> None:
    world.make_bot()
    world.ask("delivery time")
    stop(ACCOUNT, Contact.objects.get().key_hash, Stop.Cause.ASKED)
    Conversation.objects.all().delete()

    assert len(world.ask("delivery time")) == 1


@by_telegram
def test_a_person_gives_a_conversation_back_to_the_bot(world: World) -> None:
    world.make_bot()
    world.ask("I want to talk to a person")
    conversation = world.conversation
    assert not hand_over(conversation, "again")

    give_back(conversation)

    assert world.ask("delivery time")[-1] == "Two days."


@by_messenger
def test_a_conversation_that_another_app_has_is_silent_until_it_comes_back(world: World) -> None:
    world.make_bot()
    first = world.ask("delivery time")

    world.say(kind="pass_thread_control")
    taken = world.ask("delivery time")
    world.say(kind="take_thread_control")

    assert len(taken) <= len(first) + 1


@by_telegram
def test_a_worker_without_the_account_leaves_the_question(world: World, settings: Settings) -> None:
    world.make_bot()
    world.say("delivery time")
    settings.SHAREKIT = {**settings.SHAREKIT, "BOTS": {}}

    assert decide() == 0
    assert find_account(ACCOUNT) is None


@by_telegram
def test_an_answer_without_its_article_is_sent_without_a_link(
    world: World, settings: Settings
) -> None:
    bot = world.make_bot()

    with patch("sharekit.contrib.bots.deciding.links.tracked_url", side_effect=ValueError("no")):
        second = _answer_in_place(world, "size")
    settings.ROOT_URLCONF = "tests.support.urls"
    with patch("sharekit.contrib.bots.deciding.links.find_link", return_value=None):
        world_answer = _answer_in_place(world, "size")

    assert world_answer.message["link"] is None
    assert second.message["link"] is None
    assert bot.slug == "helper"


def _answer_in_place(world: World, text: str) -> Outgoing:
    """Decide a question that is stored without the door."""
    Incoming.objects.create(
        account=ACCOUNT,
        name_hash=str(Incoming.objects.count()),
        key_hash="x",
        kind="received",
        text=text,
        data={
            "type": "received",
            "account": ACCOUNT,
            "name": "1",
            "sent_at": 1,
            "person": {"key": "77", "address": "77"},
            "said": {"kind": "text"},
        },
        sent_at=timezone.now(),
        received_at=timezone.now(),
    )
    decide()
    return world.answer


@by_telegram
def test_a_message_that_cannot_be_written_is_for_a_person(world: World) -> None:
    world.make_bot()
    world.say("delivery time")
    decide()
    Outgoing.objects.update(message={"text": 7})

    send()

    assert world.answer.state == Outgoing.State.FAILED
    assert world.conversation.state == Conversation.State.WAITING
    assert BotTotal.objects.filter(failed=1).count() == 1


@by_telegram
def test_a_run_ends_when_its_worker_is_stopped(world: World) -> None:
    world.make_bot()
    world.say("delivery time")
    decide()

    assert send(lambda: True) == 0
    run.answer()
    assert len(world.read()) == 1


@by_telegram
def test_a_platform_that_is_unknown_has_no_account(world: World, settings: Settings) -> None:
    settings.SHAREKIT = {
        **settings.SHAREKIT,
        "BOTS": {"ACCOUNTS": {ACCOUNT: {"platform": "telegraph"}}},
    }

    assert find_account(ACCOUNT) is None
    assert send() == 0


@by_telegram
def test_without_urls_or_address_there_is_no_webhook(world: World, settings: Settings) -> None:
    assert get_webhook("telegram").endswith("/bots/telegram/")
    settings.ROOT_URLCONF = "tests.support.urls"
    assert get_webhook("telegram") == ""


@by_telegram
def test_a_body_that_breaks_off_is_not_signed(world: World) -> None:
    request = RequestFactory().post("/bots/telegram/", b"{}", content_type="application/json")

    with patch.object(request, "read", side_effect=OSError):
        assert door(request, "telegram").status_code == 403


def test_rows_have_names(world: World) -> None:
    world.make_bot()
    world.ask("Stop it")
    world.ask("delivery time")
    rows = [
        *(model.objects.first() for model in (Contact, Conversation, Incoming, Outgoing, Stop)),
        AccountState.objects.first(),
        BotTotal.objects.first(),
    ]

    assert all(str(row) for row in rows)
