"""The command that connects an account makes the platform call the site, or says what is left."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from tests.unit.contrib.bots.talking.world import ACCOUNT, World

by_telegram = pytest.mark.parametrize("platform", ["telegram"], indirect=True)


def connect(account: str = ACCOUNT) -> str:
    said = StringIO()
    call_command("sharekit_bot_connect", account, stdout=said)
    return said.getvalue()


def test_a_platform_is_connected_or_its_owner_gets_the_address(world: World) -> None:
    said = connect()

    does_owner_enter = world.simulator.platform in {"whatsapp", "twilio"}
    assert ("Enter this address" in said) == does_owner_enter
    assert f"/bots/{world.simulator.platform}/" in said
    assert said.endswith("The account shop works.\n")


@by_telegram
def test_telegram_calls_the_site_after_it(world: World, live_server: object) -> None:
    world.make_bot()
    world.simulator.steer("forget", webhook="http://127.0.0.1:1/")

    connect()

    assert len(world.ask("delivery time")) == 1


@by_telegram
def test_an_account_that_is_unknown_is_named_with_the_nearest(world: World) -> None:
    with pytest.raises(CommandError, match=r"shoop.*Did you mean 'shop'"):
        connect("shoop")


@by_telegram
def test_without_urls_nothing_is_connected(world: World, settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.support.urls"

    with pytest.raises(CommandError, match="SITE_URL"):
        connect()


def test_a_token_that_is_refused_is_an_error(world: World, settings: Settings) -> None:
    given = settings.SHAREKIT["BOTS"]["ACCOUNTS"][ACCOUNT]
    wrong = {name: "1:wrong" for name in ("token", "auth_token") if name in given}
    bots = {"ACCOUNTS": {ACCOUNT: {**given, **wrong}}}
    settings.SHAREKIT = {**settings.SHAREKIT, "BOTS": bots}

    with pytest.raises(CommandError, match="refuses the account"):
        connect()
