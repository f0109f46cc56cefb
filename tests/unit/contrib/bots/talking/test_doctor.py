"""The doctor names what keeps a bot from answering."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from sharekit.contrib.bots.models import AccountState, Incoming
from sharekit.contrib.bots.working.doctor import examine
from tests.unit.contrib.bots.talking.world import World

by_telegram = pytest.mark.parametrize("platform", ["telegram"], indirect=True)


def list_problems() -> list[str]:
    return [finding.sentence for finding in examine() if finding.level == "problem"]


def list_hints() -> list[str]:
    return [finding.sentence for finding in examine() if finding.level == "hint"]


def test_a_site_whose_bot_answers_has_no_problem(world: World) -> None:
    world.make_bot()
    world.ask("delivery time")

    assert list_problems() == []
    assert "All accounts of bots work." in [finding.sentence for finding in examine()]


def test_each_missing_step_of_a_site_without_a_bot_is_named(world: World) -> None:
    problems = list_problems()

    assert "No live bot answers on the account shop." in problems
    assert "The platform has never called for the account shop." in problems
    assert list_hints() == ["There is no bot yet."]
    assert any(world.simulator.platform in finding.step for finding in examine())


@by_telegram
def test_without_urls_the_step_is_to_add_them(world: World, settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.support.urls"

    steps = [finding.step for finding in examine()]

    assert "Set SITE_URL and add the addresses of bots to the URLs." in steps


@by_telegram
def test_a_platform_that_cannot_be_reached_is_a_problem(world: World, settings: Settings) -> None:
    accounts = {
        slug: {**given, "base_url": "http://127.0.0.1:1"}
        for slug, given in settings.SHAREKIT["BOTS"]["ACCOUNTS"].items()
    }
    settings.SHAREKIT = {**settings.SHAREKIT, "BOTS": {"ACCOUNTS": accounts}}

    assert any("The account shop does not work" in sentence for sentence in list_problems())


@by_telegram
def test_what_waits_is_named(world: World) -> None:
    world.make_bot()
    world.simulator.steer("fault", fault="invalid")
    world.ask("delivery time")
    world.say("size")
    Incoming.objects.update(received_at=timezone.now() - timedelta(minutes=3))
    AccountState.objects.update(bad_signatures=2)

    assert "1 question waits for a worker." in list_problems()
    assert list_hints() == [
        "2 calls for the account shop were not signed.",
        "1 customer waits for a person.",
        "1 answer of the last week failed, came too late, or is unknown.",
    ]
