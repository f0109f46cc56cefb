"""What came while the site was away is found, where the platform does not deliver again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from sharekit.contrib.bots import tasks
from sharekit.contrib.bots.models import AccountState, Incoming
from sharekit.contrib.bots.working import run
from sharekit.contrib.bots.working.look import look
from tests.unit.contrib.bots.talking.world import ACCOUNT, World

by_twilio = pytest.mark.parametrize("platform", ["twilio"], indirect=True)
by_telegram = pytest.mark.parametrize("platform", ["telegram"], indirect=True)


def be_away(world: World, minutes: int) -> None:
    """Let the last look be some minutes ago."""
    look()
    AccountState.objects.update(looked_at=timezone.now() - timedelta(minutes=minutes))


@by_twilio
def test_a_message_of_a_gap_is_answered_once(world: World, settings: Settings) -> None:
    world.make_bot()
    be_away(world, 10)
    urls, settings.ROOT_URLCONF = settings.ROOT_URLCONF, "tests.support.urls"
    _, statuses = world.simulator.say(world.person, "delivery time")
    assert statuses == [404]
    settings.ROOT_URLCONF = urls

    assert look() == 1
    run.answer()
    AccountState.objects.update(looked_at=timezone.now() - timedelta(minutes=10))
    look()
    run.answer()

    assert len(world.read()) == 1
    assert Incoming.objects.filter(kind="received").count() == 1


@by_twilio
def test_a_gap_stays_until_the_platform_answers(world: World, settings: Settings) -> None:
    be_away(world, 10)
    before = AccountState.objects.get().looked_at
    given = settings.SHAREKIT["BOTS"]["ACCOUNTS"][ACCOUNT] | {"base_url": "http://127.0.0.1:1"}
    settings.SHAREKIT = {**settings.SHAREKIT, "BOTS": {"ACCOUNTS": {ACCOUNT: given}}}

    assert look() == 1
    assert AccountState.objects.get().looked_at == before


@by_twilio
def test_a_gap_stays_until_the_search_can_be_read(world: World) -> None:
    world.make_bot()
    be_away(world, 10)
    before = AccountState.objects.get().looked_at
    world.simulator.steer("garble", is_garbled=True)

    look()
    assert AccountState.objects.get().looked_at == before
    world.simulator.steer("garble", is_garbled=False)
    look()

    assert AccountState.objects.filter(looked_at__gt=before).exists()


@by_twilio
def test_a_gap_with_more_messages_than_a_page_has_is_read_to_its_end(
    world: World, settings: Settings
) -> None:
    be_away(world, 10)
    urls, settings.ROOT_URLCONF = settings.ROOT_URLCONF, "tests.support.urls"
    for number in range(105):
        world.simulator.say(world.person, f"{number} {'delivery time ' * 100}")
    settings.ROOT_URLCONF = urls

    assert look() == 2
    assert Incoming.objects.filter(kind="received").count() == 105


@by_twilio
def test_without_a_gap_nothing_is_asked(world: World) -> None:
    be_away(world, 1)

    assert look() == 0
    recent = timezone.now() - timedelta(seconds=30)
    assert AccountState.objects.filter(looked_at__gt=recent).exists()


@by_telegram
def test_a_platform_that_delivers_again_is_not_asked(world: World) -> None:
    be_away(world, 10)

    assert look() == 0


@by_telegram
def test_the_tasks_of_celery_do_the_same(world: World) -> None:
    world.make_bot()
    world.say("delivery time")

    tasks.answer()
    tasks.look()

    assert len(world.read()) == 1
